/*
 * Tracked links and pixels at 1,000 per second, beside a bare HTTP server that answers 302, in the
 * same run; then the database is stopped for 30 s under the same load, and every hit has to land
 * once when it is back.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { Pool } from 'undici'
import type { Stack } from '../../bin/launcher/stack.js'
import { bootApp } from './support/app.js'
import {
  atConstantRate,
  type Measurement,
  percentile,
  until,
  withPool,
} from './support/measurement.js'

const RATE = Number(process.env.BENCH_RATE ?? 1000)
const SECONDS = Number(process.env.BENCH_SECONDS ?? 12)
const DOWN_SECONDS = 30
const READERS = 20_000
const P99_MS = 25
/** More connections than people wait at once at this rate: browsers come with one each. */
const CONNECTIONS = 64
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0'

/** The stack's own handle: its `stop` is for good. */
type Postgres = {
  server: { stop(options: { stopSignal: string; grace: number }): Promise<void> }
  restart(): Promise<void>
}
type Load = { p50: number; p99: number; failed: number }

export default {
  stack: { web: 1, worker: 1 },
  async run({ stack, log }) {
    await bootApp(stack)
    const { plantRun } = await import('#tests/support/sends')
    const { clickPath, encodeDestination, ownerToken } = await import('#messaging/tokens')
    const run = await plantRun({ recipients: READERS })
    const destination = encodeDestination('https://school.example/spring?utm_source=mail')
    const ref = (n: number) => ({ kind: 'send' as const, runId: run.runId, n })
    let clicks = 0
    let opens = 0
    const nextClick = () => {
      const at = clicks++
      return clickPath(ref(at % READERS), Math.floor(at / READERS), destination)
    }
    const nextOpen = () => `/t/o/${ownerToken('open', ref(opens++ % READERS))}.gif`

    const bare = await bareServer()
    log(`warm-up, then ${SECONDS} s each at ${RATE} per second`)
    await load(stack.baseUrl, 3, nextClick, 302)
    await load(bare.url, 3, () => '/x', 302)
    const figures: Record<string, number | string> = {}
    const baseline: Record<string, number | string> = {}
    let pass = true
    let failed = 0
    const note = (name: string, one: Load) => {
      failed += one.failed
      if (one.p99 > P99_MS) pass = false
      figures[`${name} p50 (ms)`] = one.p50
      figures[`${name} p99 (ms), bound ${P99_MS}`] = one.p99
      log(`${name}: p50 ${one.p50} ms, p99 ${one.p99} ms, ${one.failed} failed`)
    }
    const plain = await load(bare.url, SECONDS, () => '/x', 302)
    baseline['bare 302, p50 (ms)'] = plain.p50
    baseline['bare 302, p99 (ms)'] = plain.p99
    log(`bare: p50 ${plain.p50} ms, p99 ${plain.p99} ms`)
    note('click', await load(stack.baseUrl, SECONDS, nextClick, 302))
    note('pixel', await load(stack.baseUrl, SECONDS, nextOpen, 200))
    bare.stop()

    log(`the database is stopped for ${DOWN_SECONDS} s`)
    const { postgres } = stack as Stack & { postgres: Postgres }
    await postgres.server.stop({ stopSignal: 'SIGINT', grace: 20_000 })
    note('click without a database', await load(stack.baseUrl, DOWN_SECONDS, nextClick, 302))
    await postgres.restart()

    return withPool(stack.databaseUrl, async (pool) => {
      const back = performance.now()
      const landed = async () => {
        const { rows } = await pool.query(
          `select count(*)::int as rows, count(distinct (n, kind, link))::int as hits from send_events where run_id = $1`,
          [run.runId]
        )
        return rows[0] as { rows: number; hits: number }
      }
      const expected = clicks + Math.min(opens, READERS) - failed
      await until('every hit landed', 120, async () => (await landed().catch(() => ({ rows: 0 }))).rows >= expected, 500).catch(() => {}) // prettier-ignore
      figures['until all had landed after the database was back (s)'] =
        Math.round((performance.now() - back) / 100) / 10
      await wait(3000)
      const { rows, hits } = await landed()
      const lost = expected - hits
      const doubled = rows - hits
      return {
        pass: pass && failed === 0 && lost === 0 && doubled === 0,
        figures: { ...figures, hits: expected },
        baseline,
        invariants: { 'answers other than 302 and 200': failed, lost, doubled },
      }
    })
  },
} satisfies Measurement

async function load(
  origin: string,
  seconds: number,
  path: () => string,
  expected: number
): Promise<Load> {
  const pool = new Pool(origin, { connections: CONNECTIONS, pipelining: 1 })
  const samples: number[] = []
  let failed = 0
  await atConstantRate(RATE, RATE * seconds, async () => {
    const begun = performance.now()
    try {
      const { statusCode, body } = await pool.request({
        path: path(),
        method: 'GET',
        headers: { 'user-agent': AGENT, 'accept-language': 'de' },
      })
      await body.dump()
      if (statusCode !== expected) failed++
    } catch {
      failed++
    }
    samples.push(performance.now() - begun)
  })
  await pool.close()
  return { p50: percentile(samples, 0.5), p99: percentile(samples, 0.99), failed }
}

/** A process that does nothing but answer 302. */
async function bareServer(): Promise<{ url: string; stop(): void }> {
  const child = spawn(
    process.execPath,
    [
      '-e',
      `const s = require('node:http').createServer((q, r) => { r.writeHead(302, { location: 'https://school.example/' }); r.end() })
       s.listen(0, '127.0.0.1', () => console.log(s.address().port))`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] }
  )
  const [port] = (await once(child.stdout!, 'data')) as [Buffer]
  return { url: `http://127.0.0.1:${String(port).trim()}`, stop: () => child.kill() }
}
