import { defineConfig, transports } from '@adonisjs/mail'
import type { InferMailers } from '@adonisjs/mail/types'
import { sandbox } from '#config/app'
import env from '#start/env'

const smtp = new URL(env.get('SMTP_URL') ?? `smtp://127.0.0.1:${sandbox.smtpPort}`)

/** Where mail leaves the house. */
export const smtpServer = {
  host: smtp.hostname,
  port: Number(smtp.port || (smtp.protocol === 'smtps:' ? 465 : 587)),
  secure: smtp.protocol === 'smtps:',
  user: smtp.username ? decodeURIComponent(smtp.username) : null,
  password: smtp.password ? decodeURIComponent(smtp.password) : null,
}

/** Sender of the install's own mail. */
export const installSender = {
  address: env.get('MAIL_FROM', `no-reply@${env.get('APP_DOMAIN')}`),
  name: 'Warren',
}

/** Where mail leaves the house: SMTP_URL, else the sandbox. Sending itself is core/mail's. */
const mailConfig = defineConfig({
  default: 'smtp',
  from: installSender,
  mailers: {
    smtp: transports.smtp({
      host: smtpServer.host,
      port: smtpServer.port,
      secure: smtpServer.secure,
      ignoreTLS: !env.get('SMTP_URL'),
      ...(smtpServer.user
        ? {
            auth: {
              type: 'login' as const,
              user: smtpServer.user,
              pass: smtpServer.password ?? '',
            },
          }
        : {}),
      pool: true,
      maxConnections: 5,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
    }),
  },
})

export default mailConfig

declare module '@adonisjs/mail/types' {
  export interface MailersList extends InferMailers<typeof mailConfig> {}
}
