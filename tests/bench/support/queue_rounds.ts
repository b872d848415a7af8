/* One backend's rounds, in a process of its own because a process has one backend. */
import { Queue, Worker } from 'bullmq'
import { setTimeout as wait } from 'node:timers/promises'
import { bootApp } from './app.js'
import { percentile } from './measurement.js'

const JOBS = 5000
const CONCURRENCY = 8
await bootApp({ env: process.env } as never)
const { useBackend } = await import('#core/queue/backend')
const { QueueWorker } = await import('#core/queue/worker')
const { default: NoopJob, done } = await import('./noop_job.js')
const index = new Map([['bench/noop_job', new URL('./noop_job.ts', import.meta.url).pathname]])

type Round = { perSecond: number; enqueued: number }
const median = (values: number[]) => percentile(values, 0.5)
const chunks = Array.from({ length: JOBS / 500 }, (_, c) =>
  Array.from({ length: 500 }, (__, n) => c * 500 + n)
)

async function ourRound(): Promise<Round> {
  done.count = 0
  const begun = performance.now()
  for (const chunk of chunks) await NoopJob.enqueueMany(chunk.map((n) => ({ payload: { n } })))
  const enqueued = (JOBS * 1000) / (performance.now() - begun)
  const worker = new QueueWorker(index)
  const start = performance.now()
  await worker.start(['default'])
  while (done.count < JOBS) await wait(2)
  const perSecond = (JOBS * 1000) / (performance.now() - start)
  await worker.close()
  return { perSecond, enqueued }
}

async function bareRound(): Promise<Round> {
  const connection = useBackend(CONCURRENCY + 2) as never
  const queue = new Queue('bare', { connection })
  let count = 0
  const begun = performance.now()
  const opts = {
    removeOnComplete: true,
    attempts: 8,
    backoff: { type: 'exponential', delay: 1000 },
  }
  for (const chunk of chunks)
    await queue.addBulk(chunk.map((n) => ({ name: 'noop', data: { n }, opts })))
  const enqueued = (JOBS * 1000) / (performance.now() - begun)
  const start = performance.now()
  const worker = new Worker('bare', async () => void count++, {
    connection,
    concurrency: CONCURRENCY,
  })
  worker.on('error', () => {})
  await worker.waitUntilReady()
  while (count < JOBS) await wait(2)
  const perSecond = (JOBS * 1000) / (performance.now() - start)
  await worker.close()
  await queue.close()
  return { perSecond, enqueued }
}

async function wakeUps(): Promise<number[]> {
  const worker = new QueueWorker(index)
  await worker.start(['default'])
  const samples: number[] = []
  for (let n = 0; n < 60; n++) {
    await wait(100)
    done.count = 0
    done.at = []
    const start = performance.now()
    await NoopJob.enqueue({ n })
    while (done.count === 0) await wait(1)
    samples.push(done.at[0] - start)
  }
  await worker.close()
  return samples
}

const ours: Round[] = []
const bare: Round[] = []
for (let round = 0; round < 4; round++) {
  const pair =
    round % 2
      ? [await ourRound(), await bareRound()]
      : [await bareRound(), await ourRound()].reverse()
  // The first pair warms up.
  if (round > 0) {
    ours.push(pair[0])
    bare.push(pair[1])
  }
}
const wake = await wakeUps()
process.send!({
  ours: median(ours.map((r) => r.perSecond)),
  bare: median(bare.map((r) => r.perSecond)),
  enqueueOurs: median(ours.map((r) => r.enqueued)),
  enqueueBare: median(bare.map((r) => r.enqueued)),
  wakeMs: percentile(wake, 0.5),
  wakeP95: percentile(wake, 0.95),
})
