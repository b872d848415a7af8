import type { BulkJobOptions } from 'bullmq'
import { queues, within } from '#core/queue/queues'

type Stored = { name: string; data: unknown; opts: BulkJobOptions }
type Waiting = { jobs: Stored[]; done: () => void; failed: (error: Error) => void }

/** Jobs per statement. */
const BULK = 500
const ENQUEUE_MS = 10_000

/**
 * The way of this process into one queue. What comes while a statement is under
 * way goes with the next one, all together: a burst costs a few round trips
 * instead of one per job, and a lone job does not wait.
 */
class Lane {
  #waiting: Waiting[] = []
  #isBusy = false

  constructor(readonly queue: string) {}

  /** Resolves when the jobs are stored. Throws when the backend does not answer. */
  add(jobs: Stored[]): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ jobs, done, failed })
      if (!this.#isBusy) void this.#drain()
    })
  }

  async #drain(): Promise<void> {
    this.#isBusy = true
    while (this.#waiting.length > 0) {
      const taken = this.#waiting
      this.#waiting = []
      try {
        await this.#store(taken.flatMap(({ jobs }) => jobs))
        for (const { done } of taken) done()
      } catch (error) {
        for (const { failed } of taken) failed(error as Error)
      }
    }
    this.#isBusy = false
  }

  async #store(jobs: Stored[]): Promise<void> {
    const queue = await queues.open(this.queue)
    for (let from = 0; from < jobs.length; from += BULK) {
      await within(ENQUEUE_MS, queue.addBulk(jobs.slice(from, from + BULK)))
    }
  }
}

const lanes = new Map<string, Lane>()

export function lane(queue: string): Lane {
  const known = lanes.get(queue) ?? new Lane(queue)
  lanes.set(queue, known)
  return known
}
