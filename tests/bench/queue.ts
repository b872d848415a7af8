/*
 * Jobs per second through our Job class beside bare BullMQ, both on the backend in use, in the
 * same run and alternating; and how soon an idle worker begins a job. Both backends: the Postgres
 * one always, Redis when redis-server is on the PATH.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { startRedis } from '../../bin/launcher/redis.js'
import { round, type Measurement } from './support/measurement.js'

type Figures = {
  ours: number
  bare: number
  enqueueOurs: number
  enqueueBare: number
  wakeMs: number
  wakeP95: number
}

export default {
  stack: { web: 0, worker: 0, sandbox: false },
  async run({ stack, log }) {
    const figures: Record<string, number | string> = {}
    const baseline: Record<string, number | string> = {}
    let pass = true
    const redis = await startRedis({ home: stack.home })
    for (const backend of redis ? ['database', 'redis'] : ['database']) {
      log(`${backend}: 3 rounds of 5,000 jobs each, ours and bare`)
      const env = { ...stack.env, ...(backend === 'redis' ? { REDIS_URL: redis!.url } : {}) }
      const child = fork('tests/bench/support/queue_rounds.ts', {
        env,
        execArgv: ['--import=@poppinss/ts-exec', '--no-warnings'],
      })
      const message = await figuresOf(child)
      child.kill()
      const share = round(message.ours / message.bare, 2)
      pass &&= share >= 0.8
      figures[`${backend}: jobs per second through Job`] = round(message.ours, 0)
      figures[`${backend}: share of bare BullMQ, bound 0.8`] = share
      figures[`${backend}: enqueued per second`] = round(message.enqueueOurs, 0)
      figures[`${backend}: idle wake-up p50 (ms)`] = message.wakeMs
      figures[`${backend}: idle wake-up p95 (ms)`] = message.wakeP95
      baseline[`${backend}: bare BullMQ jobs per second`] = round(message.bare, 0)
      baseline[`${backend}: bare BullMQ enqueued per second`] = round(message.enqueueBare, 0)
    }
    await redis?.stop()
    if (!redis) figures['redis'] = 'not measured: redis-server is not on the PATH'
    return { pass, figures, baseline, invariants: {} }
  },
} satisfies Measurement

/** The framework says 'ready' on the same channel; figures are an object. */
async function figuresOf(child: ChildProcess): Promise<Figures> {
  for (;;) {
    const [message] = (await once(child, 'message')) as [Figures | string]
    if (typeof message === 'object') return message
  }
}
