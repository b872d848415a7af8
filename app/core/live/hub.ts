import pg from 'pg'
import logger from '@adonisjs/core/services/logger'
import queueConfig from '#config/queue'
import { END_CHANNEL, LIVE_NOTIFICATION, type LiveMessage } from '#core/live/broadcast'
import type { LiveStream } from '#core/live/stream'

const RECONNECT_MS = 1000

/**
 * Carries live messages from the database to the streams of this process, over
 * one LISTEN connection. After that was lost, every stream is told to look for
 * itself (`resync`), because messages may have passed meanwhile.
 */
export class LiveHub {
  readonly #streams = new Set<LiveStream>()
  #client: pg.Client | null = null
  #listening: Promise<void> | null = null
  #isClosed = false

  /** Streams that an owner has open in this process. */
  countOf(owner: string): number {
    let count = 0
    for (const stream of this.#streams) if (stream.owner === owner) count++
    return count
  }

  /** Resolves when the stream will hear whatever is broadcast from here on. */
  async add(stream: LiveStream): Promise<void> {
    // Counted at once: many that open together must not all find the owner below the limit.
    this.#streams.add(stream)
    stream.onEnd(() => this.#streams.delete(stream))
    this.#listening ??= this.#listen()
    await this.#listening
  }

  async close(): Promise<void> {
    this.#isClosed = true
    for (const stream of this.#streams) stream.end()
    await this.#client?.end().catch(() => {})
  }

  async #listen(): Promise<void> {
    const client = new pg.Client({
      connectionString: queueConfig.databaseUrl,
      keepAlive: true,
      application_name: 'warren-live',
    })
    client.on('error', () => this.#lost(client))
    client.on('end', () => this.#lost(client))
    client.on('notification', ({ payload }) => this.#deliver(payload))
    this.#client = client
    try {
      await client.connect()
      await client.query(`listen ${LIVE_NOTIFICATION}`)
    } catch (error) {
      logger.warn({ err: error }, 'live updates wait for the database')
      client.end().catch(() => {})
      this.#lost(client)
    }
  }

  #lost(client: pg.Client): void {
    if (this.#client !== client || this.#isClosed) return
    this.#client = null
    setTimeout(() => {
      if (this.#isClosed) return
      this.#listening = this.#listen().then(() => {
        if (this.#client) for (const stream of this.#streams) stream.send('resync', {})
      })
    }, RECONNECT_MS).unref()
  }

  #deliver(payload: string | undefined): void {
    if (!payload) return
    const { id, channel, event, data } = JSON.parse(payload) as LiveMessage
    for (const stream of this.#streams) {
      if (channel === END_CHANNEL) {
        if (stream.owner === data) stream.end()
      } else if (stream.channels.has(channel)) stream.send(event, { channel, data }, id)
    }
  }
}

export const liveHub = new LiveHub()
