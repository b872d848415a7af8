/*
 * A sending to CHAOS_READERS (100,000) people while its workers are killed (kill -9) twenty times, the database is
 * restarted twice, Redis is emptied once, the sink answers 451 for a minute, the sending is paused three times and its
 * rate is changed. Everybody gets it once: at the sink, or in doubt and written down as such; nobody twice.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { Redis } from 'ioredis'
import type { Stack } from '../../bin/launcher/stack.js'
import { bootApp } from '../bench/support/app.js'
import { round, until, withPool, type Measurement } from '../bench/support/measurement.js'
import { Sink } from '../bench/support/sink.js'

const READERS = Number(process.env.CHAOS_READERS ?? 100_000)
const KILLS = 20
/** Rows that a worker has in flight at most: places at the queue times the rows of a chunk. */
const IN_FLIGHT = 3 * 50
/** So that it lasts as long as what is done to it. */
const PER_HOUR = Math.round((READERS / 170) * 3600)

export default {
  stack: { web: 1, worker: 2, redis: true },
  async run({ stack, log }) {
    await stack.stopSandbox()
    const sink = await Sink.start(Number(stack.env.SANDBOX_SMTP_PORT))
    const app = await bootApp(stack)
    try {
      return await torment(stack, sink, log)
    } finally {
      sink.stop()
      await app.terminate()
    }
  },
} satisfies Measurement

function torment(stack: Stack, sink: Sink, log: (line: string) => void) {
  return withPool(stack.databaseUrl, async (pool) => {
    const { launch, plantReaders } = await import('../bench/support/campaign_load.js')
    const { plantOrganization } = await import('../support/organizations.js')
    const { Tenant } = await import('#core/tenancy/tenant')
    const { pauseRun, resumeRun, setRate } = await import('#messaging/ledger/runs')
    const organizationId = await plantOrganization('Chaos')
    log(`planting ${READERS.toLocaleString('en')} readers`)
    await plantReaders(pool, organizationId, READERS, 'reader')
    const begun = performance.now()
    const run = await launch(organizationId, { perHour: PER_HOUR })
    await until('the first mail', 120, async () => (await sink.report()).taken > 0)
    const stateOf = async () =>
      (await pool.query('select state from send_runs where id = $1', [run])).rows[0].state
    const faults = { kills: 0, restarts: 0, flushes: 0, pauses: 0, rates: 0, laters: 0 }
    let falseFinished = 0
    const inTenant = <T>(fn: () => Promise<T>) => retried(() => Tenant.run(organizationId, fn))
    let refusing: Promise<void> | null = null
    for (let kill = 0; kill < KILLS; kill++) {
      await wait(6000)
      log(`kill -9 worker (${kill + 1} of ${KILLS})`)
      await stack.killWorker(kill % 2)
      faults.kills++
      if (kill === 2) {
        log('the sink answers 451 for a minute')
        faults.laters++
        refusing = sink
          .refuseForNow(true)
          .then(() => wait(60_000))
          .then(() => sink.refuseForNow(false))
          .then(() => {})
      }
      if (kill === 4 || kill === 13) {
        log('database restart')
        await stack.restartPostgres({ crash: kill === 13 })
        faults.restarts++
      }
      if (kill === 7) {
        log('redis FLUSHALL')
        const redis = new Redis(stack.redisUrl!)
        await redis.flushall()
        redis.disconnect()
        faults.flushes++
      }
      if ([5, 9, 15].includes(kill)) {
        log('pause for 5 s')
        if (await inTenant(() => pauseRun(run))) faults.pauses++
        await wait(5000)
        await inTenant(() => resumeRun(run))
      }
      if (kill === 11) {
        log('another rate')
        await inTenant(() => setRate(run, PER_HOUR * 2))
        faults.rates++
      }
      const open = await retried(() =>
        pool.query('select count(*)::int as n from sends where run_id = $1 and state in (0, 1)', [
          run,
        ])
      )
      if ((await retried(stateOf)) === 'finished' && open.rows[0].n > 0) falseFinished++
    }
    await refusing
    log('waiting for the end')
    await until(
      'the sending is finished',
      1800,
      async () => (await retried(stateOf)) === 'finished',
      500
    )
    const seconds = (performance.now() - begun) / 1000
    const refs = await sink.refs()
    const { doubled } = await sink.report()
    const { rows } = await pool.query<{ n: number; state: number }>(
      'select n, state from sends where run_id = $1',
      [run]
    )
    const { refOf } = await import('#messaging/refs')
    const arrived = (n: number) => refs.has(refOf({ kind: 'send', runId: run, n }))
    const of = (state: number) => rows.filter((row) => row.state === state)
    const uncertain = of(5)
    const invariants = {
      'lost':
        rows.filter((row) => row.state !== 5 && !arrived(row.n)).length + (READERS - rows.length),
      'doubled at the sink': doubled,
      'stuck': rows.filter((row) => row.state < 2).length,
      'finished too early': falseFinished,
      'in doubt': uncertain.length,
      'in doubt at most (in flight x kills and restarts)': IN_FLIGHT * 2 * (KILLS + 2),
      'in doubt, and at the sink': uncertain.filter(({ n }) => arrived(n)).length,
      'written down as sent, and not at the sink': of(2).filter(({ n }) => !arrived(n)).length,
    }
    return {
      pass:
        invariants.lost === 0 &&
        doubled === 0 &&
        invariants.stuck === 0 &&
        falseFinished === 0 &&
        uncertain.length <= invariants['in doubt at most (in flight x kills and restarts)'] &&
        faults.pauses === 3,
      figures: {
        'readers': READERS,
        'worker kills': faults.kills,
        'database restarts (one a crash)': faults.restarts,
        'redis FLUSHALL': faults.flushes,
        'minutes of 451': faults.laters,
        'pauses': faults.pauses,
        'rate edits': faults.rates,
        'whole sending (s)': round(seconds),
      },
      baseline: { 'without faults': 'npm run bench -- campaign' },
      invariants,
    }
  })
}

/** What the database that is just restarting does not answer is asked again. */
async function retried<T>(fn: () => Promise<T>): Promise<T> {
  for (let turn = 0; ; turn++) {
    try {
      return await fn()
    } catch (error) {
      if (turn >= 20) throw error
      await wait(500)
    }
  }
}
