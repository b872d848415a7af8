/*
 * 200 state changes per second, each recording one event, with all readers and three listeners;
 * then the same while a foreign transaction is held open for 30 s. Baseline: the same rows
 * written without an event.
 */
import type pg from 'pg'
import { setTimeout as wait } from 'node:timers/promises'
import type { Stack } from '../../bin/launcher/stack.js'
import { bootApp } from './support/app.js'
import {
  atConstantRate,
  percentile,
  round,
  until,
  withPool,
  type Measurement,
  type Outcome,
} from './support/measurement.js'

const RATE = 200
const SECONDS = 30
const HELD_SECONDS = 30

export default {
  stack: { web: 1, worker: 0 },
  run({ stack, log }) {
    return withPool(stack.databaseUrl, (pool) => measure(stack, pool, log))
  },
} satisfies Measurement

async function measure(stack: Stack, pool: pg.Pool, log: (line: string) => void): Promise<Outcome> {
  const stopWorking = await workWithThreeListeners(stack)
  await pool.query(
    `create table bench_changes (id bigint generated always as identity primary key, at timestamptz)`
  )
  const change = async (withEvent: boolean) => {
    const client = await pool.connect()
    try {
      await client.query('begin')
      await client.query('insert into bench_changes (at) values (clock_timestamp())')
      if (withEvent) {
        await client.query(
          `insert into events (type, actor_type, payload, occurred_at)
             values ('bench.changed', 'system', '{}', clock_timestamp())`
        )
      }
      await client.query('commit')
    } finally {
      client.release()
    }
  }
  const timed = async (withEvent: boolean) => {
    const samples: number[] = []
    await atConstantRate(RATE, RATE * SECONDS, async () => {
      const start = performance.now()
      await change(withEvent)
      samples.push(performance.now() - start)
    })
    return samples
  }
  const lagSampler = sampleLags(pool)

  log(`baseline: ${RATE}/s for ${SECONDS} s without events`)
  const bare = await timed(false)
  log(`events: ${RATE}/s for ${SECONDS} s`)
  lagSampler.begin()
  const recorded = await timed(true)
  const lags = lagSampler.end()
  await caughtUp(pool)

  log(`events while a transaction is held open for ${HELD_SECONDS} s`)
  const holder = await pool.connect()
  await holder.query('begin')
  await holder.query(
    `insert into events (type, actor_type, payload, occurred_at) values ('bench.changed', 'system', '{}', clock_timestamp())`
  )
  const load = atConstantRate(RATE, RATE * HELD_SECONDS, () => change(true))
  await wait((HELD_SECONDS - 5) * 1000)
  const metrics = await (await fetch(`${stack.baseUrl}/metrics`)).text()
  const reported = Math.max(
    ...[...metrics.matchAll(/^warren_event_reader_lag_seconds\{[^}]*\} ([\d.e+-]+)$/gm)].map((m) =>
      Number(m[1])
    )
  )
  await load
  await holder.query('commit')
  holder.release()
  const released = performance.now()
  await caughtUp(pool)
  const catchUpMs = performance.now() - released

  const total = RATE * SECONDS + RATE * HELD_SECONDS + 1
  const { rows } = await pool.query(
    `select (select count(*) from events where type = 'bench.changed')::int as events,
              (select count(*) from event_deliveries where listener like 'bench/%')::int as deliveries,
              (select count(*) from event_deliveries where listener like 'bench/%' and state = 'done')::int as done`
  )
  await stopWorking()
  const lagP95 = percentile(lags, 0.95)
  const lost = total * 3 - rows[0].done
  return {
    pass: lagP95 < 1000 && lost === 0 && rows[0].deliveries === total * 3 && reported > 15,
    figures: {
      'changes per second': RATE,
      'reader lag p50 (ms)': percentile(lags, 0.5),
      'reader lag p95 (ms), bound 1000': lagP95,
      'write with event p95 (ms)': percentile(recorded, 0.95),
      'lag reported by /metrics while held (s)': round(reported),
      'caught up after the held transaction (ms)': round(catchUpMs, 0),
    },
    baseline: { 'write without event p95 (ms)': percentile(bare, 0.95) },
    invariants: {
      events: rows[0].events,
      expected: total,
      lost,
      doubled: rows[0].deliveries - total * 3,
    },
  }
}

/** A worker in this process, with three listeners wired to the event that is recorded. */
async function workWithThreeListeners(stack: Stack): Promise<() => Promise<void>> {
  await bootApp(stack)
  const { listen } = await import('#core/events/listener')
  const { EventLoop } = await import('#core/events/event_loop')
  const { QueueWorker } = await import('#core/queue/worker')
  for (const name of ['bench/one', 'bench/two', 'bench/three']) {
    listen('bench.changed', { [name]: () => import('./support/bench_listener.js') })
  }
  const worker = new QueueWorker()
  const loop = new EventLoop()
  await worker.start()
  await loop.start()
  return async () => {
    await loop.stop()
    await worker.close()
  }
}

/** Samples how old the first event is that the slowest reader has not passed. */
function sampleLags(pool: pg.Pool) {
  const samples: number[] = []
  let timer: NodeJS.Timeout
  const sample = async () => {
    const { rows } = await pool.query(
      `select coalesce(max(extract(epoch from clock_timestamp() - first.recorded_at)), 0) * 1000 as ms
       from event_readers r left join lateral (
         select recorded_at from events e where (e.xid, e.id) > (r.xid, r.event_id) order by e.xid, e.id limit 1
       ) first on true`
    )
    samples.push(Number(rows[0].ms))
  }
  return {
    begin: () => (timer = setInterval(() => void sample(), 100)),
    end: () => {
      clearInterval(timer)
      return samples
    },
  }
}

async function caughtUp(pool: pg.Pool): Promise<void> {
  await until('readers and listeners catch up', 60, async () => {
    const { rows } = await pool.query(
      `select (select count(*) from event_deliveries where state = 'pending')
            + (select count(*) from event_readers r where exists (
                select 1 from events e where (e.xid, e.id) > (r.xid, r.event_id)))::int as open`
    )
    return Number(rows[0].open) === 0
  })
}
