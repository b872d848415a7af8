/*
 * A sending to BENCH_READERS people (100,000): 40 kB of HTML and a text part, ten tracked links, six merge fields, one
 * worker per core, to a sink that takes mails at once; beside it nodemailer's pooled sendMail in one process, which
 * sends the same body to all and records nothing. Then: mails that people wait for during the blast, another
 * organization's small sending, our own DKIM signature, and the freezing of BENCH_FREEZE (1,000,000) readers.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Stack } from '../../bin/launcher/stack.js'
import { bootApp } from './support/app.js'
import {
  atConstantRate,
  percentile,
  round,
  until,
  withPool,
  type Measurement,
} from './support/measurement.js'
import { Sink, steadyRate } from './support/sink.js'

const READERS = Number(process.env.BENCH_READERS ?? 100_000)
const FREEZE = Number(process.env.BENCH_FREEZE ?? 1_000_000)
const BARE = Math.min(READERS, 20_000)
const SIGNED = Math.min(READERS, 20_000)
const SMALL = 1000
const CONNECTIONS = 10
const BOUND = {
  rate: 1.5,
  memoryMb: 350,
  bytes: 500,
  freezeS: 20,
  transactionalMs: 1000,
  neighbour: 2,
}

export default {
  stack: { web: 1, worker: 2 },
  async run({ stack, log }) {
    const port = Number(stack.env.SANDBOX_SMTP_PORT)
    // The sandbox takes mail at this port: it makes room for a sink that does nothing else.
    await stack.stopSandbox()
    const sink = await Sink.start(port)
    const app = await bootApp(stack)
    try {
      return await withPool(stack.databaseUrl, (pool) => measure({ stack, pool, sink, log }))
    } finally {
      sink.stop()
      await app.terminate()
    }
  },
} satisfies Measurement

type Context = { stack: Stack; pool: pg.Pool; sink: Sink; log: (line: string) => void }

async function measure({ stack, pool, sink, log }: Context) {
  const { launch, plantReaders } = await import('./support/campaign_load.js')
  const { plantOrganization } = await import('../support/organizations.js')
  const big = await plantOrganization('Big sender')
  const small = await plantOrganization('Small sender')
  log(`planting ${READERS.toLocaleString('en')} and ${SMALL} readers`)
  await plantReaders(pool, big, READERS, 'reader')
  await plantReaders(pool, small, SMALL, 'neighbour')

  log(`baseline: nodemailer, ${BARE.toLocaleString('en')} mails`)
  const bare = await bareRate(sink, Number(stack.env.SANDBOX_SMTP_PORT))

  log('the small sending alone')
  const alone = await seconds(() => sent(pool, () => launch(small)))

  log(`${READERS.toLocaleString('en')} mails`)
  await sink.reset()
  const before = await size(pool)
  const memory = watchWorkers(stack)
  const idle = memory.now()
  const begun = performance.now()
  const run = await launch(big)
  await until('the first mail', 120, async () => (await sink.report()).taken > 0)
  const firstAfter = (performance.now() - begun) / 1000
  await finished(pool, run, 1800)
  const peak = memory.stop()
  const total = (performance.now() - begun) / 1000
  const { marks, doubled, refs } = await sink.report()
  const ours = steadyRate(marks)
  const bytes = ((await size(pool)) - before) / READERS

  log('the same with people who wait and a neighbour')
  await sink.reset()
  const again = await launch(big)
  await until('the blast', 60, async () => (await sink.report()).taken > 500)
  const [transactional, beside] = await Promise.all([
    transactionalLags(pool, sink, small),
    seconds(() => sent(pool, () => launch(small, { sourceId: randomUUID() }))),
  ])
  const stillOn = (await stateOf(pool, again)) === 'sending'
  await finished(pool, again, 1800)

  log('with our own signature')
  const signed = await signedRate({ pool, sink, organizationId: big, launch })

  log(`freezing ${FREEZE.toLocaleString('en')}`)
  await plantReaders(pool, big, FREEZE - READERS, 'more')
  const freezing = performance.now()
  const frozen = await launch(big, { startsAt: new Date(Date.now() + 86_400_000) })
  await until(
    'the audience is frozen',
    300,
    async () => (await stateOf(pool, frozen)) !== 'freezing',
    20
  )
  const freeze = (performance.now() - freezing) / 1000

  const invariants = {
    'lost': READERS - refs,
    doubled,
    'rows not at an end': await openRows(pool, run),
  }
  const p99 = percentile(transactional, 0.99)
  return {
    pass:
      ours >= BOUND.rate * bare &&
      peak < BOUND.memoryMb &&
      bytes <= BOUND.bytes &&
      freeze < BOUND.freezeS &&
      p99 < BOUND.transactionalMs &&
      beside <= BOUND.neighbour * alone &&
      Object.values(invariants).every((n) => n === 0),
    figures: {
      'readers': READERS,
      'mails per second, steady': Math.round(ours),
      [`times the baseline, bound ${BOUND.rate}`]: round(ours / bare, 2),
      'first mail after (s)': round(firstAfter, 2),
      'whole sending (s)': round(total),
      'mails per second with our own DKIM signature': Math.round(signed),
      'worker memory idle (MB)': Math.round(idle),
      [`worker memory at most (MB), bound ${BOUND.memoryMb}`]: Math.round(peak),
      [`bytes of tables and indexes per reader, bound ${BOUND.bytes}`]: Math.round(bytes),
      [`freezing ${FREEZE.toLocaleString('en')} (s), bound ${BOUND.freezeS}`]: round(freeze),
      'awaited mails during the blast, p50 (ms)': percentile(transactional, 0.5),
      [`awaited mails during the blast, p99 (ms), bound ${BOUND.transactionalMs}`]: p99,
      'the blast lasted longer than these': String(stillOn),
      [`neighbour of ${SMALL} during the blast, times alone, bound ${BOUND.neighbour}`]: round(
        beside / alone,
        2
      ),
    },
    baseline: {
      'nodemailer pooled sendMail, mails per second': Math.round(bare),
      [`neighbour of ${SMALL} alone (s)`]: round(alone, 2),
    },
    invariants,
  }
}

async function bareRate(sink: Sink, port: number): Promise<number> {
  const { letter } = await import('./support/campaign_load.js')
  await sink.reset()
  const child = fork(
    'tests/bench/support/bare_sender.ts',
    [String(port), String(BARE), String(CONNECTIONS)],
    { execArgv: ['--import=@poppinss/ts-exec', '--no-warnings'] }
  )
  await once(child, 'message')
  child.send(letter())
  await once(child, 'message')
  child.kill()
  return steadyRate((await sink.report()).marks)
}

async function signedRate({
  pool,
  sink,
  organizationId,
  launch,
}: {
  pool: pg.Pool
  sink: Sink
  organizationId: string
  launch: typeof import('./support/campaign_load.js').launch
}): Promise<number> {
  const { plantSigningSender } = await import('./support/campaign_load.js')
  const senderId = await plantSigningSender(organizationId)
  await sink.reset()
  const part = { from: 0, to: SIGNED / READERS, salt: 'signed' }
  const audience = { include: { segments: [], everybody: true }, exclude: { segments: [] }, part }
  await sent(pool, () => launch(organizationId, { senderId, audience }))
  return steadyRate((await sink.report()).marks)
}

/** 20 mails per second of the kind that people wait for; milliseconds from the order until the sink has them. */
async function transactionalLags(
  _pool: pg.Pool,
  sink: Sink,
  organizationId: string
): Promise<number[]> {
  const { queueAwaited } = await import('./support/campaign_load.js')
  const asked = new Map<string, number>()
  await atConstantRate(20, 300, async (n) => {
    const to = `tx-${n}@client.test`
    asked.set(to, Date.now())
    await queueAwaited(organizationId, to)
  })
  let watched: Record<string, number> = {}
  await until('awaited mails', 60, async () => {
    watched = (await sink.report()).watched
    return Object.keys(watched).length >= asked.size
  })
  return [...asked].map(([to, at]) => watched[to] - at)
}

async function seconds(fn: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await fn()
  return (performance.now() - begun) / 1000
}

async function sent(pool: pg.Pool, start: () => Promise<number>): Promise<void> {
  await finished(pool, await start(), 1800)
}

const finished = (pool: pg.Pool, run: number, within: number) =>
  until(
    `run ${run} is finished`,
    within,
    async () => (await stateOf(pool, run)) === 'finished',
    100
  )

async function stateOf(pool: pg.Pool, run: number): Promise<string> {
  return (await pool.query('select state from send_runs where id = $1', [run])).rows[0]?.state
}

async function openRows(pool: pg.Pool, run: number): Promise<number> {
  const { rows } = await pool.query(
    'select count(*)::int as n from sends where run_id = $1 and state in (0, 1)',
    [run]
  )
  return rows[0].n
}

/** Bytes of all tables and indexes that a sending writes to. */
async function size(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query(
    `select sum(pg_total_relation_size(oid))::bigint as bytes from pg_class
     where relkind = 'r' and relname ~ '^(send_|sends)'`
  )
  return Number(rows[0].bytes)
}

function watchWorkers(stack: Stack) {
  const pids = readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false
    try {
      return (
        readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('queue:work') &&
        readFileSync(`/proc/${name}/environ`, 'utf8').includes(stack.home)
      )
    } catch {
      return false
    }
  })
  const now = () =>
    Math.max(
      ...pids.map((pid) => {
        const status = readFileSync(`/proc/${pid}/status`, 'utf8')
        return Number(status.match(/VmRSS:\s+(\d+)/)?.[1] ?? 0) / 1024
      })
    )
  let highest = now()
  const timer = setInterval(() => (highest = Math.max(highest, now())), 200)
  return {
    now,
    stop: () => {
      clearInterval(timer)
      return highest
    },
  }
}
