import pg from 'pg'
import logger from '@adonisjs/core/services/logger'
import queueConfig from '#config/queue'
import { drainOnce, ensureCursors, recordFailure } from '#core/events/pump'
import { eventReaders, type EventReader } from '#core/events/reader'

/** Without a notification the log is looked at this often. */
const POLL_MS = 500
/** Under load the log is looked at this often, not once per notification. */
const GAP_MS = 40
/** After the last notification a transaction beside it may still hold the horizon: look on for so long. */
const TAIL_MS = 160

/**
 * Drains all readers whenever the log grows. Wakes by LISTEN on the direct
 * database connection; when that is lost it polls and connects again.
 */
export class EventLoop {
  #stopped = false
  #client: pg.Client | null = null
  #poll: NodeJS.Timeout | null = null
  #next: NodeJS.Timeout | null = null
  #wokenAt = 0
  #stirredAt = 0
  #running = new Map<string, Promise<void>>()
  #again = new Set<string>()

  async start(): Promise<void> {
    await ensureCursors()
    await this.#listen()
    this.#poll = setInterval(() => this.wake(), POLL_MS)
    this.wake()
  }

  /** Starts a drain of every reader that is not draining already. */
  wake(): void {
    if (this.#stopped) return
    for (const reader of eventReaders.all()) this.#run(reader)
  }

  #run(reader: EventReader): void {
    if (this.#stopped) return
    if (this.#running.has(reader.name)) {
      this.#again.add(reader.name)
      return
    }
    const run = this.#drain(reader).finally(() => {
      this.#running.delete(reader.name)
      if (this.#again.delete(reader.name)) this.#run(reader)
    })
    this.#running.set(reader.name, run)
  }

  /** Wakes now or soon after the last time, however many notifications come, and a while longer. */
  stir(): void {
    this.#stirredAt = performance.now()
    this.#schedule()
  }

  #schedule(): void {
    if (this.#next || this.#stopped) return
    const wait = Math.max(0, this.#wokenAt + GAP_MS - performance.now())
    this.#next = setTimeout(() => {
      this.#next = null
      this.#wokenAt = performance.now()
      this.wake()
      if (this.#wokenAt - this.#stirredAt < TAIL_MS) this.#schedule()
    }, wait)
  }

  /** Stops listening and waits for the batches under way. */
  async stop(): Promise<void> {
    this.#stopped = true
    if (this.#poll) clearInterval(this.#poll)
    if (this.#next) clearTimeout(this.#next)
    await this.#client?.end().catch(() => {})
    await Promise.all(this.#running.values())
  }

  async #drain(reader: EventReader): Promise<void> {
    try {
      while (!this.#stopped && (await drainOnce(reader)) > 0) this.#runFollowers(reader)
    } catch (error) {
      logger.error({ err: error, reader: reader.name }, 'event reader failed')
      await recordFailure(reader.name, error as Error).catch(() => {})
    }
  }

  #runFollowers({ name }: EventReader): void {
    for (const reader of eventReaders.all()) if (reader.after === name) this.#run(reader)
  }

  async #listen(): Promise<void> {
    if (this.#stopped) return
    const client = new pg.Client({ connectionString: queueConfig.databaseUrl })
    const lost = () => {
      if (this.#client !== client) return
      this.#client = null
      setTimeout(() => void this.#listen(), 1000)
    }
    client.on('error', lost)
    client.on('end', lost)
    client.on('notification', () => this.stir())
    this.#client = client
    try {
      await client.connect()
      await client.query('listen warren_events')
    } catch (error) {
      logger.warn({ err: error }, 'event loop polls until the database listens again')
      client.end().catch(() => {})
      lost()
    }
  }
}
