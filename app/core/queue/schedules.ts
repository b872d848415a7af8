import { Registry } from '#core/registry/registry'
import { queues } from '#core/queue/queues'
import type { Envelope, JobClass } from '#core/queue/job'

export type Schedule = {
  /** A cron pattern with five or six fields, in UTC ... */
  cron?: string
  /** ... or a period in milliseconds. */
  every?: number
  load: () => Promise<{ default: JobClass<Record<string, never>> }>
}

/** What runs by the clock. Each fires once across all workers. */
export const schedules = new Registry<Schedule>('schedule')

/** Writes all schedules to the queue and removes those that the code no longer has. */
export async function installSchedules(): Promise<void> {
  const byQueue = new Map<string, Set<string>>(queues.names().map((name) => [name, new Set()]))
  for (const [id, schedule] of schedules.entries()) {
    const { default: job } = await schedule.load()
    byQueue.get(job.queue)!.add(id)
    const queue = await queues.open(job.queue)
    await queue.upsertJobScheduler(
      id,
      schedule.cron ? { pattern: schedule.cron, tz: 'UTC' } : { every: schedule.every! },
      {
        name: job.jobName,
        data: {
          payload: {},
          organizationId: null,
          requestId: null,
          actor: { type: 'system', id: null },
        } satisfies Envelope,
        opts: { attempts: 1, removeOnComplete: true, removeOnFail: { count: 100 } },
      }
    )
  }
  for (const [name, wanted] of byQueue) {
    const queue = await queues.open(name)
    for (const { key } of await queue.getJobSchedulers()) {
      if (!wanted.has(key)) await queue.removeJobScheduler(key)
    }
  }
}
