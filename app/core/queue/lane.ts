import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Queue } from 'bullmq'
import { Context } from '#core/context'
import { queues, within } from '#core/queue/queues'
import type { EnqueueOptions, Envelope, JobClass } from '#core/queue/job'

type Entry = { job: JobClass; envelope: Envelope; options: EnqueueOptions }
type Waiting = { entries: Entry[]; done: () => void; failed: (error: Error) => void }

/** Jobs per statement. */
const BULK = 500
/** Up to so many go one by one: on Postgres a bulk makes temporary tables, 10 ms of work each time. */
const FEW = 8
const ENQUEUE_MS = 10_000

/**
 * The way of this process into one queue. What comes while a statement is under
 * way goes with the next one, all together: a burst costs a few round trips
 * instead of one per job, and a lone job does not wait. Jobs of a class that
 * knows how to `merge` become one job on the way.
 */
class Lane {
  #waiting: Waiting[] = []
  #isBusy = false

  constructor(readonly queue: string) {}

  get isBusy(): boolean {
    return this.#isBusy
  }

  /** Resolves when the jobs are stored. Throws when the backend does not answer. */
  add(entries: Entry[], lingerMs: number): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ entries, done, failed })
      if (!this.#isBusy) void this.#drain(lingerMs)
    })
  }

  async #drain(lingerMs: number): Promise<void> {
    this.#isBusy = true
    if (lingerMs > 0) await wait(lingerMs)
    while (this.#waiting.length > 0) {
      const taken = this.#waiting
      this.#waiting = []
      try {
        await this.#store(merged(taken.flatMap(({ entries }) => entries)))
        for (const { done } of taken) done()
      } catch (error) {
        for (const { failed } of taken) failed(error as Error)
      }
    }
    this.#isBusy = false
  }

  async #store(entries: Entry[]): Promise<void> {
    const queue = await queues.open(this.queue)
    for (let from = 0; from < entries.length; from += BULK) {
      const jobs = entries.slice(from, from + BULK).map(stored)
      await within(ENQUEUE_MS, jobs.length > FEW ? queue.addBulk(jobs) : addEach(queue, jobs))
    }
  }
}

const lanes = new Map<string, Lane>()

/** Adds jobs of one class with the caller's tenant, actor and request. */
export function enqueueAll<P>(
  job: JobClass<P>,
  jobs: { payload: P; options?: EnqueueOptions }[]
): Promise<void> {
  const { organizationId, requestId, actor } = Context.get()
  const lane = lanes.get(job.queue) ?? new Lane(job.queue)
  lanes.set(job.queue, lane)
  return lane.add(
    jobs.map(({ payload, options = {} }) => ({
      job: job as JobClass,
      envelope: { payload, organizationId, requestId, actor },
      options,
    })),
    job.lingerMs
  )
}

/** Whether a job is on its way into some queue. */
export function isEnqueuing(): boolean {
  return [...lanes.values()].some((lane) => lane.isBusy)
}

/** Joins the plain jobs of each class that merges, a few into one; the others stay as they are. */
function merged(entries: Entry[]): Entry[] {
  const plain = new Map<JobClass, Entry[]>()
  const rest: Entry[] = []
  for (const entry of entries) {
    const { delay, key, priority } = entry.options
    if (!entry.job.merge || delay || key || priority) rest.push(entry)
    else plain.set(entry.job, [...(plain.get(entry.job) ?? []), entry])
  }
  for (const [job, alike] of plain) {
    for (let from = 0; from < alike.length; from += job.mergeAtMost) {
      rest.push(joined(job, alike.slice(from, from + job.mergeAtMost)))
    }
  }
  return rest
}

function joined(job: JobClass, entries: Entry[]): Entry {
  if (entries.length === 1) return entries[0]
  const envelopes = entries.map(({ envelope }) => envelope)
  const organizations = new Set(envelopes.map((one) => one.organizationId))
  const requests = new Set(envelopes.map((one) => one.requestId).filter(Boolean))
  return {
    job,
    options: {},
    envelope: {
      payload: job.merge!(envelopes.map((one) => one.payload)),
      organizationId: organizations.size === 1 ? envelopes[0].organizationId : null,
      requestId: requests.size > 0 ? [...requests].join(',') : null,
      actor: { type: 'system', id: null },
    },
  }
}

function addEach(queue: Queue, jobs: ReturnType<typeof stored>[]): Promise<unknown> {
  return Promise.all(jobs.map(({ name, data, opts }) => queue.add(name, data, opts)))
}

function stored({ job, envelope, options }: Entry) {
  return {
    name: job.jobName,
    data: envelope,
    opts: {
      jobId: randomUUID(),
      deduplication: options.key ? { id: `${job.jobName}-${options.key}` } : undefined,
      delay: options.delay,
      priority: options.priority,
      attempts: job.attempts,
      backoff: { type: 'exponential', delay: 1000, jitter: 0.5 },
      removeOnComplete: true,
      removeOnFail: { count: 10_000 },
    },
  }
}
