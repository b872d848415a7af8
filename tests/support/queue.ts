import { sql } from '#core/database/sql'
import { setTimeout as wait } from 'node:timers/promises'
import { drainOnce, ensureCursors } from '#core/events/pump'
import { eventReaders } from '#core/events/reader'
import { isEnqueuing } from '#core/queue/lane'
import { queues } from '#core/queue/queues'
import { QueueWorker } from '#core/queue/worker'
import { until } from '#tests/support/until'

let worker: QueueWorker | null = null

/** So long an older transaction may hold events back. A test that does so on purpose waits as long in workOff(). */
const HELD_BACK_MS = 8000

/**
 * Works off what is owed, as worker processes would: event readers, listeners,
 * jobs. Resolves when the log is read and no job waits or runs; delayed jobs
 * stay. Throws when that is not so within `seconds`.
 */
export async function workOff(seconds = 15): Promise<void> {
  if (!worker) {
    await ensureCursors()
    worker = new QueueWorker()
    await worker.start()
  }
  const deadline = Date.now() + seconds * 1000
  const patience = Date.now() + HELD_BACK_MS
  let idleRounds = 0
  while (idleRounds < 2) {
    const busy = (await drainReaders()) + (await openJobs())
    const held = busy === 0 && Date.now() < patience ? await heldBack() : 0
    idleRounds = busy + held === 0 ? idleRounds + 1 : 0
    if (held > 0) await wait(5)
    if (Date.now() > deadline) throw new Error(`${busy} jobs or events are still open`)
    if (busy > 0) await wait(5)
  }
}

/** Closes the worker that workOff() started. */
export async function stopWorking(): Promise<void> {
  await worker?.close()
  worker = null
}

/**
 * Resolves when readers may read every committed event. An older transaction of any database of the cluster (of
 * another suite, say) may hold some back; throws when one does so for HELD_BACK_MS.
 */
export async function untilReadable(): Promise<void> {
  await until(
    'every committed event is readable',
    async () => (await heldBack()) === 0,
    HELD_BACK_MS
  )
}

/** How many events are committed but not readable yet. */
async function heldBack(): Promise<number> {
  const [{ count }] = await sql<{ count: number }>(
    `select count(*)::int as count from events where xid >= pg_snapshot_xmin(pg_current_snapshot())`
  )
  return count
}

async function drainReaders(): Promise<number> {
  let drained = 0
  for (const reader of eventReaders.all()) {
    let batch = 0
    while ((batch = await drainOnce(reader)) > 0) drained += batch
  }
  return drained
}

async function openJobs(): Promise<number> {
  let open = isEnqueuing() ? 1 : 0
  for (const name of queues.names()) {
    const queue = await queues.open(name)
    const counts = await queue.getJobCounts('waiting', 'active', 'prioritized')
    open += Object.values(counts).reduce((sum, n) => sum + n, 0)
  }
  return open
}
