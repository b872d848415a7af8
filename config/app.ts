import { defineConfig } from '@adonisjs/core/http'
import { trustedProxy } from '#core/http/client_ip'
import env from '#start/env'

/** True while the sandbox stands in for providers that have no keys. */
export const sandbox = {
  on: env.get('SANDBOX', env.get('NODE_ENV') === 'production' ? 'off' : 'on') === 'on',
  port: env.get('SANDBOX_PORT', 3334),
  smtpPort: env.get('SANDBOX_SMTP_PORT', 3335),
  url: `http://127.0.0.1:${env.get('SANDBOX_PORT', 3334)}`,
}

const loopback = ['127.0.0.1', 'localhost', '::1'].includes(env.get('HOST'))

/** Where the install answers, seen from outside; no trailing slash. */
export const appUrl =
  env.get('APP_URL') ??
  (loopback
    ? `http://${env.get('HOST')}:${env.get('PORT')}`
    : `http://${env.get('APP_DOMAIN')}:${env.get('PORT')}`)

/** Demo logins work on loopback only. */
export const demoLoginsAllowed = sandbox.on && loopback

/** Folder for what the install keeps on disk: uploads of the local drive, state. */
export const home = env.get('WARREN_HOME', new URL('../.warren', import.meta.url).pathname)

export const http = defineConfig({
  generateRequestId: true,
  allowMethodSpoofing: false,
  useAsyncLocalStorage: false,
  trustProxy: trustedProxy(env.get('TRUSTED_PROXIES')),
  keepAliveTimeout: 5000,
  headersTimeout: 15_000,
  // The whole of a large upload over a slow line has to fit in.
  requestTimeout: 120_000,
  redirect: { forwardQueryString: false, allowedHosts: [] },
  cookie: {
    domain: '',
    path: '/',
    maxAge: '2h',
    httpOnly: true,
    secure: appUrl.startsWith('https://'),
    sameSite: 'lax',
  },
})
