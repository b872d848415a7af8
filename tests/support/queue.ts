import { setTimeout as wait } from 'node:timers/promises'
import { drainOnce, ensureCursors } from '#core/events/pump'
import { eventReaders } from '#core/events/reader'
import { isEnqueuing } from '#core/queue/lane'
import { queues } from '#core/queue/queues'
import { QueueWorker } from '#core/queue/worker'

let worker: QueueWorker | null = null

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
  let idleRounds = 0
  while (idleRounds < 2) {
    const busy = (await drainReaders()) + (await openJobs())
    idleRounds = busy === 0 ? idleRounds + 1 : 0
    if (Date.now() > deadline) throw new Error(`${busy} jobs or events are still open`)
    if (busy > 0) await wait(5)
  }
}

/** Closes the worker that workOff() started. */
export async function stopWorking(): Promise<void> {
  await worker?.close()
  worker = null
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
