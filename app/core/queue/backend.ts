import {
  assertSchemaCompatibility,
  createPostgresBackend,
  createRedisBackend,
  LATEST_SCHEMA_VERSION,
  Queue,
  runMigrations,
  setDefaultBackendFactory,
  Worker,
  type BackendFactory,
  type Processor,
  type WorkerOptions,
} from 'bullmq'
import pg from 'pg'
import logger from '@adonisjs/core/services/logger'
import { prepareRepeated } from '#core/database/prepared_statements'
import queueConfig, { queueConnection } from '#config/queue'

/** Connection options of BullMQ for the backend in use. */
export type QueueConnection = Record<string, unknown>

/** Connections to Postgres that one process shares over all its queues and workers. */
const POOL = 20
/** So that a request that enqueues does not hang with the backend. */
const CONNECT_MS = 5000

/** BullMQ on one of its backends: makes queues and workers, and owns their connections. */
export class QueueBackend {
  #pool: pg.Pool | null = null
  #isPrepared = false

  /** `url` of Redis, or of Postgres past any transaction pooler: workers LISTEN. */
  constructor(
    readonly kind: 'redis' | 'database',
    readonly url: string
  ) {}

  /** Makes or brings up to date what the backend needs; safe in many processes at once. */
  async prepare(): Promise<void> {
    if (this.kind === 'redis' || this.#isPrepared) return
    const client = await this.#postgres().connect()
    try {
      const version = await assertSchemaCompatibility(client).catch(() => 0)
      // Takes an advisory lock: processes that start together do not get into each other's way.
      if (version < LATEST_SCHEMA_VERSION) await runMigrations(client)
      this.#isPrepared = true
    } finally {
      client.release()
    }
  }

  queue(name: string): Queue {
    const queue = new Queue(name, { connection: this.#connection() as never }, this.#factory())
    queue.on('error', (error) =>
      logger.error({ err: error, queue: name }, 'queue connection failed')
    )
    return queue as unknown as Queue
  }

  worker(name: string, processor: Processor, options: Omit<WorkerOptions, 'connection'>): Worker {
    const worker = new Worker(
      name,
      processor,
      { ...options, connection: this.#connection() as never },
      this.#factory()
    )
    worker.on('error', (error) =>
      logger.error({ err: error, queue: name }, 'worker connection failed')
    )
    return worker as unknown as Worker
  }

  /** Call it after the queues and workers are closed. */
  async close(): Promise<void> {
    await this.#pool?.end().catch(() => {})
    this.#pool = null
    this.#isPrepared = false
  }

  #factory(): BackendFactory {
    return (this.kind === 'redis' ? createRedisBackend : createPostgresBackend) as BackendFactory
  }

  #connection(): QueueConnection | pg.Pool {
    return this.kind === 'redis' ? queueConnection(this.url) : this.#postgres()
  }

  #postgres(): pg.Pool {
    if (this.#pool) return this.#pool
    const pool = new pg.Pool({
      connectionString: this.url,
      max: POOL,
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_MS,
      // Jobs are hints and handlers are idempotent: a crash of the database may forget the last
      // milliseconds of them. A flush per job would be waited for under NOTIFY's global lock.
      options: '-c search_path=bullmq -c synchronous_commit=off',
      application_name: 'warren-queue',
    })
    // Each queue and worker listens for its pool's errors.
    pool.setMaxListeners(0)
    pool.on('error', () => {})
    pool.on('connect', prepareRepeated)
    this.#pool = pool
    return pool
  }
}

/** The backend that the environment asks for. */
export const installedBackend = new QueueBackend(
  queueConfig.backend,
  queueConfig.backend === 'redis' ? queueConfig.redisUrl! : queueConfig.databaseUrl
)

/**
 * Chooses BullMQ's backend for everything in this process that is not made by a
 * QueueBackend, and returns connection options for it.
 */
export function useBackend(max = 4): QueueConnection {
  if (queueConfig.backend === 'redis') return queueConfig.defaultConnection
  setDefaultBackendFactory(createPostgresBackend)
  return { ...queueConfig.defaultConnection, max }
}
