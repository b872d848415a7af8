import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { Redis } from 'ioredis'
import app from '@adonisjs/core/services/app'
import drive from '@adonisjs/drive/services/main'
import { appUrl, demoLoginsAllowed, home, sandbox } from '#config/app'
import { smtpServer } from '#config/mail'
import queueConfig from '#config/queue'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { pendingMigrations } from '#core/database/pending_migrations'
import { checks, unwell, well } from '#core/doctor/check'
import { failedJobs } from '#core/queue/failed_jobs'
import { queues } from '#core/queue/queues'
import { smtpGreeting } from '#core/doctor/smtp_greeting'
import env from '#start/env'

const MEBIBYTE = 1024 ** 2
const ENOUGH_DISK = 512 * MEBIBYTE

checks.add('environment', async () => {
  const unused = sandbox.on && env.get('NODE_ENV') === 'production' && !demoLoginsAllowed
  if (unused)
    return unwell('the sandbox is on in production', 'Set SANDBOX=off and give the providers keys.')
  return well(`${env.get('NODE_ENV')}, ${appUrl}, sandbox ${sandbox.on ? 'on' : 'off'}`)
})

checks.add('APP_KEY', async () => {
  const length = env.get('APP_KEY').release().length
  if (length < 32) {
    return unwell(
      `APP_KEY has ${length} characters`,
      'Set one of at least 32 random characters; name the old one in APP_KEYS_PREVIOUS.'
    )
  }
  return well(`${length} characters`)
})

checks.add('database', async () => {
  const [{ version, role, superuser }] = await sql<{
    version: string
    role: string
    superuser: boolean
  }>(
    `select current_setting('server_version') as version, current_user as role,
       (select rolsuper from pg_roles where rolname = current_user) as superuser`
  )
  if (superuser) {
    return unwell(
      `the app connects as the superuser ${role}`,
      'Make a role for it: create role warren login; alter database … owner to warren; and name that role in DATABASE_URL.'
    )
  }
  return well(`Postgres ${version} as ${role}`)
})

checks.add('migrations', async () => {
  const pending = await pendingMigrations()
  if (pending.length > 0) {
    return unwell(
      `${pending.length} are pending, first ${pending[0]}`,
      'Run: node ace migration:run --force'
    )
  }
  return well('all have run')
})

checks.add('queue', async () => {
  await queues.open('default')
  return well(`answers on the ${queueConfig.backend} backend`)
})

checks.add('redis', async () => {
  if (!queueConfig.redisUrl) return well('not used: REDIS_URL is not set')
  const redis = new Redis(queueConfig.redisUrl, {
    lazyConnect: true,
    retryStrategy: () => null,
    connectTimeout: 3000,
  })
  redis.on('error', () => {})
  try {
    await redis.connect()
    await redis.ping()
    const policy = await redis.config('GET', 'maxmemory-policy').catch(() => [])
    const name = (policy as string[])[1] ?? 'noeviction'
    if (name !== 'noeviction') {
      return unwell(
        `its maxmemory-policy is ${name}`,
        'Set noeviction: a queue must not lose its oldest jobs.'
      )
    }
    return well('answers')
  } finally {
    redis.disconnect()
  }
})

checks.add('mail', async () => {
  if (!env.get('SMTP_URL') && !sandbox.on) {
    return unwell('there is no mail server', 'Set SMTP_URL: smtp://user:password@host:587.')
  }
  const { host, port } = smtpServer
  const greeting = await smtpGreeting(smtpServer)
  return greeting.startsWith('220')
    ? well(`${host}:${port} answers`)
    : unwell(`${host}:${port} answers "${greeting}"`, 'Correct SMTP_URL.')
})

checks.add('stripe', async () => {
  if (!env.get('STRIPE_SECRET_KEY')) return well("no keys of the install's own")
  return env.get('STRIPE_WEBHOOK_SECRET')
    ? well('key and webhook secret are set')
    : unwell(
        'STRIPE_SECRET_KEY is set, STRIPE_WEBHOOK_SECRET is not',
        'Set it to the signing secret of the webhook: without it payments are noticed by the hour only.'
      )
})

checks.add('storage', async () => {
  const disk = drive.use()
  const probe = `doctor/${randomUUID()}`
  await disk.put(probe, 'ok')
  await disk.delete(probe)
  return well(`uploads to ${env.get('DRIVE_DISK', 'local')} can be written`)
})

checks.add('disk', async () => {
  const { bavail, bsize } = await statfs(home)
  const free = bavail * bsize
  const note = `${Math.round(free / MEBIBYTE)} MiB free`
  return free < ENOUGH_DISK ? unwell(note, 'Make room, at least 512 MiB.') : well(note)
})

checks.add('clock', async () => {
  const [{ now }] = await sql<{ now: Date }>(`select clock_timestamp() as now`)
  const drift = Math.abs(Date.now() - now.getTime()) / 1000
  if (drift > 5) {
    return unwell(
      `the database's clock is ${drift.toFixed(1)} s away from ours`,
      'Let both machines follow NTP.'
    )
  }
  if (!sandbox.on) return well('agrees with the database')
  const answer = await fetch(`${sandbox.url}/control`, { signal: AbortSignal.timeout(2000) }).catch(
    () => null
  )
  if (!answer?.ok) {
    return unwell(`the sandbox does not answer at ${sandbox.url}`, 'Start it, or set SANDBOX=off.')
  }
  const { clockOffsetSeconds = 0 } = (await answer.json()) as { clockOffsetSeconds?: number }
  clock.setOffset(clockOffsetSeconds)
  return well(
    clockOffsetSeconds ? `the sandbox is ${clockOffsetSeconds} s ahead` : 'agrees with the sandbox'
  )
})

checks.add('roles', async () => {
  const file = app.makePath('config/roles.yaml')
  return existsSync(file)
    ? well('config/roles.yaml is there')
    : unwell('config/roles.yaml is missing', 'Put it back: nobody has a permission without it.')
})

checks.add('failed jobs', async () => {
  const failed = await failedJobs()
  if (failed.length > 0) {
    return unwell(
      `${failed.length}, newest ${failed[0].job}`,
      'See node ace queue:failed, then queue:retry.'
    )
  }
  return well('none')
})

checks.add('failed deliveries', async () => {
  const [counts] = await sql<{ deliveries: number; receipts: number }>(
    `select (select count(*) from event_deliveries where state = 'failed') as deliveries,
       (select count(*) from receipts where state = 'failed') as receipts`
  )
  if (counts.deliveries + counts.receipts > 0) {
    return unwell(
      `${counts.deliveries} events and ${counts.receipts} webhooks were given up`,
      'Their last error is in event_deliveries and receipts; node ace queue:retry all tries them again.'
    )
  }
  return well('none')
})

checks.add('connections', async () => {
  const [{ used, max }] = await sql<{ used: number; max: number }>(
    `select count(*) as used, current_setting('max_connections')::int as max from pg_stat_activity`
  )
  const note = `${used} of ${max} of the database`
  return used > max * 0.9
    ? unwell(note, 'Raise max_connections or lower DATABASE_POOL.')
    : well(note)
})
