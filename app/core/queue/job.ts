import { randomUUID } from 'node:crypto'
import { Job as BullJob } from '@rlanz/bull-queue'
import { Context, type Actor } from '#core/context'
import { lane } from '#core/queue/lane'

export type EnqueueOptions = {
  /** Milliseconds to wait. */
  delay?: number
  /** While a job of this class with this key waits or runs, another is not added. */
  key?: string
  /** 1 is the most urgent; 0 (default) goes before all that have one. */
  priority?: number
}

/** What is stored: ids in `payload`, and the context that the job is part of. */
export type Envelope<P = unknown> = {
  payload: P
  organizationId: string | null
  requestId: string | null
  actor: Actor
}

/**
 * Work for the queue: a shell of a few lines whose `handle` is safe to run twice.
 *
 *     await SendBatch.enqueue({ batchId }, { delay: 1000, key: batchId })
 *
 * The tenant, actor and request id of the caller are restored around `handle`.
 */
export abstract class Job<P = Record<string, never>> extends BullJob {
  /** Stable name, `<domain>/<file name>`: it is stored, so it never changes with a path. */
  static jobName: string
  static queue = 'default'
  /** Tries in all, with exponential back-off from one second and jitter. */
  static attempts = 8

  /** The package would store a file path here; ours is the stable name. */
  static get $$filepath() {
    return this.jobName
  }

  abstract handle(payload: P): Promise<void>

  /** Called after the last attempt failed; the job itself is kept with its error. */
  async rescue(_payload: P, _error: Error): Promise<void> {}

  static async enqueue<P>(
    this: JobClass<P>,
    payload: P,
    options: EnqueueOptions = {}
  ): Promise<void> {
    await this.enqueueMany([{ payload, options }])
  }

  /** Adds many jobs with one statement per five hundred. Throws when the backend does not answer. */
  static async enqueueMany<P>(
    this: JobClass<P>,
    jobs: { payload: P; options?: EnqueueOptions }[]
  ): Promise<void> {
    if (jobs.length === 0) return
    const { organizationId, requestId, actor } = Context.get()
    await lane(this.queue).add(
      jobs.map(({ payload, options = {} }) => ({
        name: this.jobName,
        data: { payload, organizationId, requestId, actor } satisfies Envelope<P>,
        opts: {
          jobId: randomUUID(),
          deduplication: options.key ? { id: `${this.jobName}-${options.key}` } : undefined,
          delay: options.delay,
          priority: options.priority,
          attempts: this.attempts,
          backoff: { type: 'exponential', delay: 1000, jitter: 0.5 },
          removeOnComplete: true,
          removeOnFail: { count: 10_000 },
        },
      }))
    )
  }
}

export type JobClass<P = unknown> = {
  new (...args: any[]): Job<P> // eslint-disable-line @typescript-eslint/no-explicit-any -- constructor injection takes what it likes
  jobName: string
  queue: string
  attempts: number
  enqueue(payload: P, options?: EnqueueOptions): Promise<void>
  enqueueMany(jobs: { payload: P; options?: EnqueueOptions }[]): Promise<void>
}
