/*
 * The fulfilment load with the worker killed (kill -9) five times, the web process once and the
 * database restarted once. Every order is fulfilled exactly once; a receipt cut between DATA and
 * reply may go out once more with the same Message-ID, and is counted.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { fulfilmentInvariants, runFulfilmentLoad } from '../bench/support/fulfilment_load.js'
import { percentile, withPool, type Measurement } from '../bench/support/measurement.js'

export default {
  stack: { web: 1, worker: 1, env: { TRUSTED_PROXIES: '127.0.0.1' } },
  async run({ stack, log }) {
    const faults = { 'worker kills': 0, 'web kills': 0, 'database restarts': 0 }
    const during = async () => {
      for (let kill = 0; kill < 5; kill++) {
        await wait(8000)
        log(`kill -9 worker (${kill + 1} of 5)`)
        await stack.killWorker()
        faults['worker kills']++
        if (kill === 1) {
          log('kill -9 web')
          await stack.killWeb()
          faults['web kills']++
        }
        if (kill === 3) {
          log('database restart')
          await stack.restartPostgres()
          faults['database restarts']++
        }
      }
    }
    const { load, invariants } = await withPool(stack.databaseUrl, async (pool) => {
      const load = await runFulfilmentLoad(stack, pool, { log, during })
      return { load, invariants: await fulfilmentInvariants(stack, pool, load.sales.length) }
    })
    const never = load.access.filter((ms) => Number.isNaN(ms)).length
    return {
      pass:
        invariants.lost === 0 &&
        invariants.doubled === 0 &&
        invariants['order without access'] === 0 &&
        invariants['access without order'] === 0 &&
        never === 0,
      figures: {
        'orders': load.sales.length,
        ...faults,
        'webhooks answered late or refused, sent again': load.refused,
        'webhook to lesson p50 (ms)': percentile(load.access, 0.5),
        'webhook to lesson p95 (ms)': percentile(load.access, 0.95),
        'webhook to lesson slowest (ms)': percentile(load.access, 1),
      },
      baseline: { 'without faults': 'npm run bench -- fulfilment' },
      invariants: { ...invariants, 'lessons that never opened': never },
    }
  },
} satisfies Measurement
