import type { Queue } from 'bullmq'
import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import { sql } from '#core/database/sql'
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

/** A schedule whose next run is overdue by so much, and has no job, has come to a halt. */
const HALTED_MS = 60_000
const LOOK_EVERY_MS = 60_000

/**
 * Brings the queue's schedules in line with the code: writes what is new, changed
 * or has come to a halt, and removes what the code no longer has. One process at
 * a time, because BullMQ on Postgres doubles or drops runs when two write the
 * same schedule at once.
 */
export async function installSchedules(): Promise<void> {
  await db.transaction(async (trx) => {
    await sql(`select pg_advisory_xact_lock(hashtext('warren schedules'))`, [], trx)
    const wanted = new Map<string, Set<string>>(queues.names().map((name) => [name, new Set()]))
    for (const [id, schedule] of schedules.entries()) {
      const { default: job } = await schedule.load()
      wanted.get(job.queue)!.add(id)
      await install(await queues.open(job.queue), id, schedule, job)
    }
    for (const [name, ids] of wanted) {
      const queue = await queues.open(name)
      for (const { key } of await queue.getJobSchedulers()) {
        if (!ids.has(key)) await queue.removeJobScheduler(key)
      }
    }
  })
}

/** Installs the schedules, and looks after them until the returned function is called. */
export async function keepSchedules(): Promise<() => void> {
  await installSchedules()
  const timer = setInterval(() => {
    installSchedules().catch((error) => logger.error({ err: error }, 'schedules not looked after'))
  }, LOOK_EVERY_MS)
  timer.unref()
  return () => clearInterval(timer)
}

async function install(
  queue: Queue,
  id: string,
  schedule: Schedule,
  job: JobClass<Record<string, never>>
): Promise<void> {
  const there = await queue.getJobScheduler(id)
  const isUnchanged =
    there?.name === job.jobName &&
    (there.pattern ?? undefined) === schedule.cron &&
    (there.every ?? undefined) === schedule.every
  if (isUnchanged && !(await isHalted(queue, id))) return
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

/** Whether nothing will ever start this schedule again: each run's job adds the next one. */
async function isHalted(queue: Queue, id: string): Promise<boolean> {
  const before = await queue.getJobScheduler(id)
  if (!before?.next || before.next > Date.now() - HALTED_MS) return false
  if (await queue.getJob(`repeat:${id}:${before.next}`)) return false
  const after = await queue.getJobScheduler(id)
  return after?.next === before.next
}
