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
  // Each sends one mail after the other; what was paid for comes before what is written about it.
  email: { concurrency: 3 },
  // Mail to many, on connections of its own: what people wait for does not stand behind it.
  campaigns: { concurrency: 3 },
  fulfillment: { concurrency: 8 },
  webhooks: { concurrency: 8 },
  // Long work in turns: an import or an export makes room for the others after each.
  imports: { concurrency: 2 },
}

/**
 * One engine (BullMQ) on two backends: Redis where REDIS_URL is set, else
 * Postgres, on the direct URL because workers hold a LISTEN client.
 */
const databaseUrl = env.get('DATABASE_DIRECT_URL') ?? env.get('DATABASE_URL')

const redisUrl = env.get('REDIS_URL')

/** BullMQ's connection options for a Redis, or without a URL for Postgres. */
export function queueConnection(url?: string): Record<string, unknown> {
  if (!url) return { connectionString: databaseUrl, max: 4, migrate: true }
  const { protocol, hostname, port, username, password, pathname } = new URL(url)
  return {
    host: hostname,
    port: Number(port || 6379),
    username: username || undefined,
    password: password ? decodeURIComponent(password) : undefined,
    db: Number(pathname.slice(1) || 0),
    tls: protocol === 'rediss:' ? {} : undefined,
    maxRetriesPerRequest: null,
  }
}

export default {
  backend: redisUrl ? ('redis' as const) : ('database' as const),
  databaseUrl,
  redisUrl,
  defaultConnection: queueConnection(redisUrl),
  queues,
}
