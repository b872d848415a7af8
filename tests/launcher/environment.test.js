import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { environmentFaults, VARIABLES } from '../../bin/launcher/environment.js'
import { Problem } from '../../bin/launcher/problem.js'
import { readSettings } from '../../bin/launcher/settings.js'

const GOOD = {
  HOST: '::1',
  APP_DOMAIN: 'warren.example.com',
  APP_KEY: 'k'.repeat(32),
  APP_KEYS_PREVIOUS: `${'a'.repeat(32)}, ${'b'.repeat(32)}`,
  APP_URL: 'https://warren.example.com:8443',
  DATABASE_URL: 'postgres:///warren?host=/var/run/postgresql',
  DATABASE_DIRECT_URL: 'postgresql://warren@db/warren',
  DATABASE_POOL: '20',
  REDIS_URL: 'rediss://:secret@redis:6380/2',
  SMTP_URL: 'smtps://user%40example.com:secret@mail.example.com:465',
  MAIL_FROM: 'no-reply@example.com',
  TRUSTED_PROXIES: '10.0.0.0/8, ::1, 2001:db8::/32',
  OUTGOING_ALLOW: 'erp.lan:8443, NAS.lan, 10.1.0.0/16',
  API_ALLOWED_ORIGINS: 'https://tool.example.com, http://localhost:5173',
  METRICS_TOKEN: '0123456789abcdef',
  STRIPE_SECRET_KEY: 'rk_live_abc',
  STRIPE_WEBHOOK_SECRET: 'whsec_abc',
  LOG_LEVEL: 'warn',
  S3_ENDPOINT: 'http://127.0.0.1:9000',
}
const BAD = {
  HOST: 'a b',
  APP_DOMAIN: 'bad domain',
  APP_KEY: 'short',
  APP_KEYS_PREVIOUS: `${'a'.repeat(32)},short`,
  APP_URL: 'https://warren.example.com/',
  HSTS_SUBDOMAINS: 'yes',
  DATABASE_URL: 'nonsense',
  DATABASE_DIRECT_URL: 'mysql://localhost/x',
  DATABASE_POOL: 'many',
  REDIS_URL: 'foo',
  SMTP_URL: 'xx',
  MAIL_FROM: 'nobody',
  TRUSTED_PROXIES: '10.0.0.0/33',
  OUTGOING_ALLOW: 'http://erp.lan',
  API_ALLOWED_ORIGINS: 'https://tool.example.com/,*',
  METRICS_TOKEN: 'short',
  STRIPE_SECRET_KEY: 'pk_live_abc',
  STRIPE_WEBHOOK_SECRET: 'abc',
  LOG_LEVEL: 'loud',
  DRIVE_DISK: 'floppy',
  S3_ENDPOINT: 's3.example.com',
}

test('good values and no values at all have no faults', () => {
  assert.deepEqual(environmentFaults(GOOD), [])
  assert.deepEqual(environmentFaults({}), [])
  const empty = Object.fromEntries(VARIABLES.map((name) => [name, '']))
  assert.deepEqual(environmentFaults(empty), [], 'a compose file passes what is not set as empty')
})

test('every bad value is told by its name, with advice', () => {
  for (const [name, value] of Object.entries(BAD)) {
    const faults = environmentFaults({ [name]: value })
    assert.deepEqual(
      faults.map((fault) => fault.name),
      [name],
      `${name}=${value}`
    )
    assert.ok(faults[0].note.startsWith('must be') && faults[0].advice.includes(name))
  }
})

test('a value that may be a secret is not repeated', () => {
  for (const name of ['APP_KEY', 'DATABASE_URL', 'SMTP_URL', 'REDIS_URL', 'METRICS_TOKEN']) {
    const [{ note }] = environmentFaults({ [name]: 'my pass' })
    assert.ok(!note.includes('my pass'), name)
  }
  assert.match(environmentFaults({ APP_DOMAIN: 'bad domain' })[0].note, /it is "bad domain"/)
})

test('what is required is missed, and S3 requires its bucket and keys', () => {
  const names = (faults) => faults.map((fault) => fault.name)
  assert.deepEqual(names(environmentFaults({ HOST: '' }, { required: ['HOST', 'PORT'] })), [
    'PORT',
    'HOST',
  ])
  assert.deepEqual(names(environmentFaults({ DRIVE_DISK: 's3' })), [
    'S3_BUCKET',
    'S3_ACCESS_KEY_ID',
    'S3_SECRET_ACCESS_KEY',
  ])
})

test('the launcher tells all bad values at once, before it does anything', () => {
  assert.throws(
    () => readSettings({ SMTP_URL: 'xx', REDIS_URL: 'foo' }),
    (error) =>
      error instanceof Problem && /^REDIS_URL must be .*\n\s+SMTP_URL must be/.test(error.message)
  )
})

test('the table in README and the compose file know every variable', () => {
  const read = (name) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')
  const readme = read('README.md')
  const table = readme.slice(readme.indexOf('| Variable'))
  for (const name of VARIABLES) assert.ok(table.includes(`\`${name}\``), `README: ${name}`)
  const compose = `${read('compose.yaml')}${read('Dockerfile')}`
  for (const name of VARIABLES.filter((one) => !one.startsWith('SANDBOX_'))) {
    assert.ok(compose.includes(name), `compose.yaml: ${name}`)
  }
})
