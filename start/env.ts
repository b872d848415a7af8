/*
 * The environment of a process. A bad or missing value stops the start
 * with a message that names the variable: the rules are in bin/launcher/environment.js,
 * because the launcher asks them before there is anything installed.
 */
import { Env, EnvProcessor } from '@adonisjs/core/env'
import { environmentFaults } from '../bin/launcher/environment.js'
import { BadEnvironment } from './bad_environment.js'

const root = new URL('../', import.meta.url)
const required = ['NODE_ENV', 'PORT', 'HOST', 'APP_DOMAIN', 'APP_KEY', 'DATABASE_URL']

// Puts the values of .env files into process.env, where they are judged with the others.
await new EnvProcessor(root).process()
const faults = environmentFaults(process.env, { required })
if (faults.length > 0) throw new BadEnvironment(faults)

export default await Env.create(root, {
  NODE_ENV: Env.schema.enum(['development', 'production', 'test'] as const),
  PORT: Env.schema.number(),
  HOST: Env.schema.string(),
  APP_DOMAIN: Env.schema.string(),
  APP_KEY: Env.schema.secret(),
  /** Former keys, comma-separated: they decrypt, the newest encrypts. */
  APP_KEYS_PREVIOUS: Env.schema.string.optional(),
  /** Public address of the install, when a proxy terminates TLS before it. */
  APP_URL: Env.schema.string.optional({ format: 'url', tld: false }),
  /** Whether HSTS binds the subdomains of APP_DOMAIN too; on where APP_URL is https. */
  HSTS_SUBDOMAINS: Env.schema.enum.optional(['on', 'off'] as const),
  LOG_LEVEL: Env.schema.enum.optional([
    'fatal',
    'error',
    'warn',
    'info',
    'debug',
    'trace',
    'silent',
  ] as const),

  DATABASE_URL: Env.schema.string(),
  DATABASE_DIRECT_URL: Env.schema.string.optional(),
  DATABASE_POOL: Env.schema.number.optional(),
  REDIS_URL: Env.schema.string.optional(),
  SMTP_URL: Env.schema.string.optional(),
  MAIL_FROM: Env.schema.string.optional(),

  SANDBOX: Env.schema.enum.optional(['on', 'off'] as const),
  SANDBOX_PORT: Env.schema.number.optional(),
  SANDBOX_SMTP_PORT: Env.schema.number.optional(),
  WARREN_HOME: Env.schema.string.optional(),

  /** Addresses or CIDR ranges of proxies whose X-Forwarded-For is believed. */
  TRUSTED_PROXIES: Env.schema.string.optional(),
  /** CIDR ranges or hosts inside the own network that outgoing requests may reach. */
  OUTGOING_ALLOW: Env.schema.string.optional(),
  /** Origins whose pages may call /api/v1 in a browser. */
  API_ALLOWED_ORIGINS: Env.schema.string.optional(),
  METRICS_TOKEN: Env.schema.string.optional(),

  STRIPE_SECRET_KEY: Env.schema.string.optional(),
  STRIPE_WEBHOOK_SECRET: Env.schema.string.optional(),

  DRIVE_DISK: Env.schema.enum.optional(['local', 's3'] as const),
  S3_BUCKET: Env.schema.string.optional(),
  S3_REGION: Env.schema.string.optional(),
  S3_ENDPOINT: Env.schema.string.optional(),
  S3_ACCESS_KEY_ID: Env.schema.string.optional(),
  S3_SECRET_ACCESS_KEY: Env.schema.string.optional(),
})
