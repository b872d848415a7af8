import type { Queue } from 'bullmq'
import queueConfig from '#config/queue'
import { installedBackend, type QueueBackend } from '#core/queue/backend'

/** A request that enqueues waits for the backend no longer than this. */
const READY_MS = 5000

let backend = installedBackend
const opened = new Map<string, Promise<Queue>>()

/** The queues of this process, opened when first needed. */
export const queues = {
  names(): string[] {
    return Object.keys(queueConfig.queues)
  },

  get backend(): QueueBackend {
    return backend
  },

  /**
   * Opens a queue of config/queue.ts. Throws for a name that is not there, and
   * when the backend does not answer; the next call tries again.
   */
  async open(name: string): Promise<Queue> {
    if (!queueConfig.queues[name]) throw new Error(`There is no queue "${name}" in config/queue.ts`)
    let opening = opened.get(name)
    if (!opening) {
      opening = open(name)
      opened.set(name, opening)
      opening.catch(() => opened.delete(name))
    }
    return opening
  },

  /** Closes the queues and the connections behind them. */
  async close(): Promise<void> {
    const open = await Promise.allSettled(opened.values())
    opened.clear()
    await Promise.allSettled(
      open.map((result) => (result.status === 'fulfilled' ? result.value.close() : undefined))
    )
    await backend.close()
  },

  /** Tests: another backend from here on. */
  async use(other: QueueBackend = installedBackend): Promise<void> {
    await queues.close()
    backend = other
  },
}

async function open(name: string): Promise<Queue> {
  await backend.prepare()
  const queue = backend.queue(name)
  try {
    await within(READY_MS, queue.waitUntilReady())
    return queue
  } catch (error) {
    void queue.close().catch(() => {})
    throw error
  }
}

/** Rejects when a promise takes longer than so many milliseconds. */
export async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The queue did not answer within ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([promise, tooLong])
  } finally {
    clearTimeout(timer!)
  }
}
