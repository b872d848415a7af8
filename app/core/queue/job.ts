import { Job as BullJob } from '@rlanz/bull-queue'
import type { Actor } from '#core/context'
import { enqueueAll } from '#core/queue/lane'

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
  /**
   * For hints whose rows have the truth: joins payloads that are enqueued together into one, so
   * that a burst is a few jobs. Jobs with a key, a delay or a priority are not joined.
   */
  static merge?: (payloads: any[]) => unknown // eslint-disable-line @typescript-eslint/no-explicit-any -- each class knows its own payload
  /** Most payloads in a joined job. */
  static mergeAtMost = 8
  /** Milliseconds that a job may wait for company when its lane is idle. */
  static lingerMs = 0

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
    if (jobs.length > 0) await enqueueAll(this, jobs)
  }
}

export type JobClass<P = unknown> = {
  new (...args: any[]): Job<P> // eslint-disable-line @typescript-eslint/no-explicit-any -- constructor injection takes what it likes
  jobName: string
  queue: string
  attempts: number
  merge?: (payloads: any[]) => unknown // eslint-disable-line @typescript-eslint/no-explicit-any -- see Job
  mergeAtMost: number
  lingerMs: number
  enqueue(payload: P, options?: EnqueueOptions): Promise<void>
  enqueueMany(jobs: { payload: P; options?: EnqueueOptions }[]): Promise<void>
}
