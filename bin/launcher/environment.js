import { isIP } from 'node:net'

/**
 * @typedef {{ name: string, note: string, advice: string }} Fault a value that cannot be used;
 *   `note` tells what is wrong, without the value where that is a secret
 */

const HOST_NAME =
  /^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i
const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']
/** What the encryption takes at least. */
const SHORTEST_KEY = 16

/**
 * The rules, one per variable: undefined for a good value, else what is expected of it.
 * @type {Record<string, (value: string) => string | undefined>}
 */
const RULES = {
  NODE_ENV: oneOf('development', 'production', 'test'),
  PORT: port,
  HOST: (value) => unless(isIP(value) || HOST_NAME.test(value), 'an address or a host name'),
  APP_DOMAIN: (value) =>
    unless(HOST_NAME.test(value), 'a bare host name like example.com, without scheme and port'),
  APP_KEY: (value) => unless(isKey(value), `a random text of at least ${SHORTEST_KEY} characters`),
  APP_KEYS_PREVIOUS: (value) =>
    unless(
      each(value, isKey),
      `former keys of at least ${SHORTEST_KEY} characters, comma-separated`
    ),
  APP_URL: (value) =>
    unless(isOrigin(value), 'an address like https://example.com, without path and closing slash'),
  HSTS_SUBDOMAINS: oneOf('on', 'off'),
  LOG_LEVEL: oneOf(...LEVELS),
  DATABASE_URL: database,
  DATABASE_DIRECT_URL: database,
  DATABASE_POOL: (value) => unless(isWhole(value, 1, 1000), 'a number from 1 to 1000'),
  REDIS_URL: (value) =>
    unless(
      isUrl(value, 'redis', 'rediss') && /^\/?\d*$/.test(new URL(value).pathname),
      'an address like redis://:password@host:6379/0'
    ),
  SMTP_URL: (value) =>
    unless(isUrl(value, 'smtp', 'smtps'), 'an address like smtps://user:password@host:465'),
  MAIL_FROM: (value) =>
    unless(/^[^\s@<>,]+@[^\s@<>,]+$/.test(value), 'a mail address like no-reply@example.com'),
  SANDBOX: oneOf('on', 'off'),
  SANDBOX_PORT: port,
  SANDBOX_SMTP_PORT: port,
  TRUSTED_PROXIES: (value) =>
    unless(each(value, isRange), 'addresses or CIDR ranges like 10.0.0.0/8, comma-separated'),
  OUTGOING_ALLOW: (value) =>
    unless(
      each(value, (entry) => isRange(entry) || isHostAndPort(entry)),
      'hosts, addresses or CIDR ranges like 10.0.0.0/8, comma-separated'
    ),
  API_ALLOWED_ORIGINS: (value) =>
    unless(each(value, isOrigin), 'origins like https://tool.example.com, comma-separated'),
  METRICS_TOKEN: (value) =>
    unless(/^[\x21-\x7e]{16,}$/.test(value), 'at least 16 characters without spaces'),
  STRIPE_SECRET_KEY: (value) =>
    unless(/^[sr]k_\S+$/.test(value), 'a key that begins with sk_ or rk_'),
  STRIPE_WEBHOOK_SECRET: (value) =>
    unless(/^whsec_\S+$/.test(value), 'a signing secret that begins with whsec_'),
  DRIVE_DISK: oneOf('local', 's3'),
  S3_BUCKET: (value) => unless(/^[\w.-]{3,255}$/.test(value), 'the name of a bucket'),
  S3_REGION: (value) => unless(/^[\w-]+$/.test(value), 'the name of a region like eu-central-1'),
  S3_ENDPOINT: (value) =>
    unless(isUrl(value, 'http', 'https'), 'an address like https://s3.example.com'),
  S3_ACCESS_KEY_ID: printable,
  S3_SECRET_ACCESS_KEY: printable,
}

/** Every variable that the application reads. */
export const VARIABLES = [...Object.keys(RULES), 'WARREN_HOME']

const NEEDED_BY_S3 = ['S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY']
/** Their values are shown when they are wrong; those of the others may be secrets. */
const SHOWN =
  /^(NODE_ENV|PORT|HOST|APP_DOMAIN|HSTS_|LOG_|DATABASE_POOL|MAIL_|SANDBOX|TRUSTED_|OUTGOING_|API_|DRIVE_|S3_(BUCKET|REGION))/

/**
 * What is wrong with an environment. Empty values count as not set.
 * @param {Record<string, string | undefined>} env
 * @param {{ required?: string[] }} [options] names that must have a value
 * @returns {Fault[]}
 */
export function environmentFaults(env, { required = [] } = {}) {
  const needed = [...required, ...(env.DRIVE_DISK === 's3' ? NEEDED_BY_S3 : [])]
  const faults = []
  for (const [name, rule] of Object.entries(RULES)) {
    const value = env[name]
    if (!value) {
      if (needed.includes(name)) faults.push(missing(name))
      continue
    }
    const expected = rule(value)
    if (expected) faults.push(wrong(name, value, expected))
  }
  return faults
}

function missing(name) {
  const why = NEEDED_BY_S3.includes(name) ? ', but DRIVE_DISK is s3' : ''
  return {
    name,
    note: `is not set${why}`,
    advice: `Set ${name}; the table in README.md says what it means.`,
  }
}

function wrong(name, value, expected) {
  const shown = SHOWN.test(name) ? `; it is "${value.slice(0, 80)}"` : ''
  return {
    name,
    note: `must be ${expected}${shown}`,
    advice: `Correct ${name}, or unset it when the default in README.md will do.`,
  }
}

function unless(good, expected) {
  return good ? undefined : expected
}

function oneOf(...values) {
  const quoted = values.map((value) => `"${value}"`)
  const expected = `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`
  return (value) => unless(values.includes(value), expected)
}

function port(value) {
  return unless(isWhole(value, 1, 65_535), 'a number from 1 to 65535')
}

function database(value) {
  return unless(
    URL.canParse(value) && /^postgres(ql)?:$/.test(new URL(value).protocol),
    'an address like postgres://user:password@host:5432/database'
  )
}

function printable(value) {
  return unless(/^[\x21-\x7e]+$/.test(value), 'without spaces')
}

function isWhole(value, from, to) {
  return /^\d{1,5}$/.test(value) && Number(value) >= from && Number(value) <= to
}

function isKey(value) {
  return value.length >= SHORTEST_KEY
}

function isUrl(value, ...schemes) {
  if (!URL.canParse(value)) return false
  const { protocol, hostname } = new URL(value)
  return schemes.includes(protocol.slice(0, -1)) && hostname !== ''
}

function isOrigin(value) {
  return isUrl(value, 'http', 'https') && new URL(value).origin === value.toLowerCase()
}

function isRange(entry) {
  const [address, bits, ...more] = entry.split('/')
  const kind = isIP(address)
  if (!kind || more.length > 0) return false
  return bits === undefined || isWhole(bits, 0, kind === 4 ? 32 : 128)
}

function isHostAndPort(entry) {
  const [host, number, ...more] = entry.split(':')
  return (
    more.length === 0 &&
    HOST_NAME.test(host) &&
    (number === undefined || isWhole(number, 1, 65_535))
  )
}

function each(list, isGood) {
  return list
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .every(isGood)
}
