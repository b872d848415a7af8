import type { Job as StoredJob } from 'bullmq'
import { queues } from '#core/queue/queues'

/** A job that failed for good and waits for somebody to look at it. */
export type FailedJob = {
  id: string
  queue: string
  job: string
  error: string
  attempts: number
  failedAt: string | null
}

/** The failed jobs of all queues, newest first; at most `limit` of each queue. */
export async function failedJobs(limit = 500): Promise<FailedJob[]> {
  const found: FailedJob[] = []
  for (const name of queues.names()) {
    for (const job of await storedFailures(name, limit)) found.push(describe(job, name))
  }
  return found.sort((a, b) => (b.failedAt ?? '').localeCompare(a.failedAt ?? ''))
}

/** Puts a failed job (or `all`) back into its queue. Resolves to how many it were. */
export async function retryFailed(id: string): Promise<number> {
  let retried = 0
  for (const name of queues.names()) {
    for (const job of await storedFailures(name, 10_000)) {
      if (id !== 'all' && String(job.id) !== id) continue
      await job.retry('failed', { resetAttemptsMade: true })
      retried++
    }
  }
  return retried
}

async function storedFailures(name: string, limit: number): Promise<StoredJob[]> {
  const queue = await queues.open(name)
  const jobs = (await queue.getFailed(0, limit - 1)) as (StoredJob | undefined)[]
  return jobs.filter((job): job is StoredJob => job !== undefined)
}

function describe(job: StoredJob, queue: string): FailedJob {
  return {
    id: String(job.id),
    queue,
    job: job.name,
    error: job.failedReason ?? '',
    attempts: job.attemptsMade,
    failedAt: job.finishedOn ? new Date(job.finishedOn).toISOString() : null,
  }
}
