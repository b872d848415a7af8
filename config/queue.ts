import env from '#start/env'

type QueueSettings = {
  /** Jobs that one worker process runs at once. */
  concurrency: number
  /** At most `max` jobs per `duration` milliseconds over all workers. */
  limiter?: { max: number; duration: number }
}

/** The queues of the house; a domain adds its own here. */
const queues: Record<string, QueueSettings> = {
  default: { concurrency: 8 },
  email: { concurrency: 8 },
  fulfillment: { concurrency: 8 },
  webhooks: { concurrency: 8 },
}

/**
 * One engine (BullMQ) on two backends: Redis where REDIS_URL is set, else
 * Postgres, on the direct URL because workers hold a LISTEN client.
 */
const databaseUrl = env.get('DATABASE_DIRECT_URL') ?? env.get('DATABASE_URL')

export default {
  backend: env.get('REDIS_URL') ? ('redis' as const) : ('database' as const),
  databaseUrl,
  defaultConnection: connection(env.get('REDIS_URL')),
  queues,
}

function connection(redisUrl: string | undefined): Record<string, unknown> {
  if (!redisUrl) return { connectionString: databaseUrl, max: 4, migrate: true }
  const url = new URL(redisUrl)
  return {
    host: url.hostname,
    port: Number(url.port || 6379),
    username: url.username || undefined,
    password: url.password ? decodeURIComponent(url.password) : undefined,
    db: Number(url.pathname.slice(1) || 0),
    tls: url.protocol === 'rediss:' ? {} : undefined,
    maxRetriesPerRequest: null,
  }
}
