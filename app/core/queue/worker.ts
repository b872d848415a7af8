import { UnrecoverableError, type Job as StoredJob, type Worker } from 'bullmq'
import app from '@adonisjs/core/services/app'
import logger from '@adonisjs/core/services/logger'
import queueConfig from '#config/queue'
import { Context } from '#core/context'
import { queues, within } from '#core/queue/queues'
import type { Envelope, Job, JobClass } from '#core/queue/job'
import { indexJobs, loadJob } from '#core/queue/job_index'

/** Runs the jobs of all queues in this process until close(). */
export class QueueWorker {
  readonly #classes = new Map<string, JobClass>()
  readonly #index: Map<string, string>
  #workers: Worker[] = []

  /** `index`: stable job name to file; all jobs of the house unless told otherwise. */
  constructor(index = indexJobs()) {
    this.#index = index
  }

  /** Starts a BullMQ worker for each queue named (default: all of config/queue.ts). */
  async start(names = Object.keys(queueConfig.queues)): Promise<void> {
    await queues.backend.prepare()
    for (const name of names) {
      const settings = queueConfig.queues[name]
      if (!settings) throw new Error(`There is no queue "${name}" in config/queue.ts`)
      const worker = queues.backend.worker(name, (job) => this.#perform(job), {
        concurrency: settings.concurrency,
        limiter: settings.limiter,
        lockDuration: 30_000,
        stalledInterval: 15_000,
        maxStalledCount: 10,
        // After a lost database it looks again soon; the default is 15 s.
        runRetryDelay: 1000,
      })
      worker.on('failed', (job, error) => void this.#failed(job, error))
      this.#workers.push(worker)
    }
    await Promise.all(this.#workers.map((worker) => worker.waitUntilReady()))
  }

  /**
   * Takes no more work and waits until what runs has ended. After `graceMs` it
   * leaves: another worker takes such a job over when its lock has run out.
   */
  async close(graceMs = 12_000): Promise<void> {
    const workers = this.#workers
    this.#workers = []
    try {
      await within(graceMs, Promise.all(workers.map((worker) => worker.close())))
    } catch (error) {
      logger.warn({ err: error }, 'worker leaves running jobs behind')
    }
  }

  async #perform(stored: StoredJob): Promise<void> {
    const instance = await this.#make(stored)
    const envelope = stored.data as Envelope
    const started = performance.now()
    await this.#inContext(stored, envelope, () => instance.handle(envelope.payload))
    logger.debug({ job: stored.name, ms: Math.round(performance.now() - started) }, 'job done')
  }

  /** An unknown or broken job fails visibly, at once: another try would not mend it. */
  async #make(stored: StoredJob): Promise<Job<unknown>> {
    try {
      const JobClass = this.#classes.get(stored.name) ?? (await loadJob(stored.name, this.#index))
      this.#classes.set(stored.name, JobClass)
      const instance = (await app.container.make(JobClass)) as Job<unknown>
      instance.$injectInternal({ job: stored as never, logger })
      return instance
    } catch (error) {
      throw new UnrecoverableError((error as Error).message)
    }
  }

  async #failed(stored: StoredJob | undefined, error: Error): Promise<void> {
    if (!stored) return
    logger.error(
      { err: error, job: stored.name, job_id: stored.id, attempt: stored.attemptsMade },
      'job failed'
    )
    if (!stored.finishedOn || !this.#classes.has(stored.name)) return
    try {
      const instance = await this.#make(stored)
      const envelope = stored.data as Envelope
      await this.#inContext(stored, envelope, () => instance.rescue(envelope.payload, error))
    } catch (rescueError) {
      logger.error({ err: rescueError, job: stored.name }, 'rescue failed')
    }
  }

  #inContext<T>(stored: StoredJob, envelope: Envelope, fn: () => T): T {
    return Context.run(
      {
        organizationId: envelope.organizationId ?? null,
        requestId: envelope.requestId ?? null,
        actor: envelope.actor ?? { type: 'system', id: null },
        job: { name: stored.name, id: String(stored.id) },
        unscoped: null,
        ip: null,
      },
      fn
    )
  }
}
