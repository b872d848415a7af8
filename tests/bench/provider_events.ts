/*
 * Events of mail providers at 500 per second: signed, 5 % repeated, 5 % out of order, 2 % before
 * the mail knows its provider's id, 1 % forged. Half of them come in arrays, as SendGrid sends
 * them. Beside it the time that one plain insert takes on the same database in the same run.
 */
import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import { Pool } from 'undici'
import { bootApp } from './support/app.js'
import {
  atConstantRate,
  inParallel,
  type Measurement,
  percentile,
  round,
  until,
  withPool,
} from './support/measurement.js'
import { eventsOfProviders, type Post } from './support/provider_corpus.js'

const EVENTS_PER_SECOND = Number(process.env.BENCH_RATE ?? 500)
const SECONDS = Number(process.env.BENCH_SECONDS ?? 60)
const SUPPRESSED_MS = 2000
const LOOK_EVERY_MS = 50

export default {
  stack: { web: 1, worker: 1 },
  async run({ stack, log }) {
    await bootApp(stack)
    const corpus = await eventsOfProviders(EVENTS_PER_SECOND * SECONDS)
    log(`${corpus.events} events in ${corpus.posts.length} deliveries, over ${SECONDS} s`)
    return withPool(stack.databaseUrl, async (pool) => {
      const plain = await plainInserts(pool)
      const http = new Pool(stack.baseUrl, { connections: 64, pipelining: 1 })
      const acks: number[] = []
      const bounced = new Map<string, number>()
      const seen = new Map<string, number>()
      let refused = 0
      let forgedTaken = 0
      const watch = watchSuppressions(pool, corpus.organizationId, seen)
      const started = performance.now()
      await atConstantRate(corpus.posts.length / SECONDS, corpus.posts.length, async (at) => {
        const post = corpus.posts[at]
        const begun = performance.now()
        const status = await send(http, post)
        acks.push(performance.now() - begun)
        const isTaken = status >= 200 && status < 300
        if (post.isForged) forgedTaken += Number(isTaken)
        else if (!isTaken) refused++
        else for (const hash of post.suppresses) if (!bounced.has(hash)) bounced.set(hash, begun)
        await post.after?.()
      })
      const seconds = (performance.now() - started) / 1000
      const owed = async () => {
        const { rows } = await pool.query(
          `select count(*)::int as owed from receipts where organization_id = $1 and state = 'received'`,
          [corpus.organizationId]
        )
        return rows[0].owed as number
      }
      const left = await owed()
      const draining = performance.now()
      await until('every receipt is applied', 120, async () => (await owed()) === 0).catch(() => {})
      const drained = round((performance.now() - draining) / 1000)
      await wait(500)
      await watch.stop()
      await http.close()

      const found = await corpus.check(pool)
      const lags = [...bounced].map(([hash, at]) => (seen.get(hash) ?? Infinity) - at)
      const p99 = percentile(lags, 0.99)
      const invariants = {
        'taken and lost': found.lost,
        'applied twice': found.doubled,
        'wrong in the end': found.wrong,
        'forged and taken': forgedTaken,
        'forged and stored': found.forged,
        'genuine and refused': refused,
        'bounced or complained and not suppressed': lags.filter((lag) => lag === Infinity).length,
      }
      return {
        pass: Object.values(invariants).every((n) => n === 0) && p99 < SUPPRESSED_MS,
        figures: {
          'events per second': round(corpus.events / seconds, 0),
          'answer p50 (ms)': percentile(acks, 0.5),
          'answer p99 (ms)': percentile(acks, 0.99),
          'bounce to suppressed p50 (ms)': percentile(lags, 0.5),
          'bounce to suppressed p99 (ms), bound 2000': p99,
          'not applied yet when the last came': left,
          'until all were applied (s)': drained,
        },
        baseline: {
          'one insert, 16 at once, p50 (ms)': plain.p50,
          'one insert, 16 at once, p99 (ms)': plain.p99,
        },
        invariants,
      }
    })
  },
} satisfies Measurement

async function send(http: Pool, { path, body, headers }: Post): Promise<number> {
  const { statusCode, body: answer } = await http.request({ path, method: 'POST', body, headers })
  await answer.dump()
  return statusCode
}

/** When each suppression was first seen from outside, at the latest. */
function watchSuppressions(pool: pg.Pool, organizationId: string, seen: Map<string, number>) {
  let isOver = false
  const loop = (async () => {
    while (!isOver) {
      const { rows } = await pool.query(
        'select address_hash as hash from suppressions where organization_id = $1',
        [organizationId]
      )
      const now = performance.now()
      for (const { hash } of rows) if (!seen.has(hash)) seen.set(hash, now)
      await wait(LOOK_EVERY_MS)
    }
  })()
  return {
    async stop() {
      isOver = true
      await loop
    },
  }
}

async function plainInserts(pool: pg.Pool): Promise<{ p50: number; p99: number }> {
  await pool.query(
    'create unlogged table if not exists bench_plain (id text primary key, body text)'
  )
  await pool.query('alter table bench_plain set logged')
  const samples: number[] = []
  const body = 'x'.repeat(900)
  await inParallel(16, 4000, async (n) => {
    const begun = performance.now()
    await pool.query('insert into bench_plain values ($1, $2) on conflict do nothing', [
      `e${n}`,
      body,
    ])
    samples.push(performance.now() - begun)
  })
  await pool.query('drop table bench_plain')
  return { p50: percentile(samples, 0.5), p99: percentile(samples, 0.99) }
}
