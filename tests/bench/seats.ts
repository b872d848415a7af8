/*
 * 500 buyers at once on 10 seats: some give up at the payment page, some pay by a method that
 * settles later, and those who were told "sold out" try again when seats come back.
 * Baseline: the same 500 requests on a product without a seat limit.
 */
import type pg from 'pg'
import type { Stack } from '../../bin/launcher/stack.js'
import {
  percentile,
  until,
  withPool,
  type Measurement,
  type Outcome,
} from './support/measurement.js'
import { buy, control, pay, plantShop, stripeAt, type Shop } from './support/shop.js'

const SEATS = 10
const BUYERS = 500
const HOLD_MINUTES = 31

export default {
  stack: { web: 1, worker: 1, env: { TRUSTED_PROXIES: '127.0.0.1' } },
  run({ stack, log }) {
    return withPool(stack.databaseUrl, (pool) => measure(stack, pool, log))
  },
} satisfies Measurement

async function measure(stack: Stack, pool: pg.Pool, log: (line: string) => void): Promise<Outcome> {
  const shop = await plantShop(pool, { seatLimit: SEATS })
  const holdMs: number[] = []
  const failures: string[] = []
  let mostTaken = 0
  let peak = true
  const watch = (async () => {
    while (peak) {
      const { rows } = await pool.query('select sold + held as taken from product_seats')
      mostTaken = Math.max(mostTaken, rows[0].taken)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  })()

  const rush = async (buyers: number, first: number) => {
    const sessions: string[] = []
    await Promise.all(
      Array.from({ length: buyers }, async (_, n) => {
        const begun = performance.now()
        const { status, location, text } = await buy(stack.baseUrl, shop, first + n)
        const session = location?.match(/cs_test_[A-Za-z0-9]+/)?.[0]
        if (session) {
          holdMs.push(performance.now() - begun)
          sessions.push(session)
        } else if (status >= 500) failures.push(`${status} ${text.slice(0, 200)}`)
      })
    )
    return sessions
  }
  const sold = async () => Number((await pool.query('select sold from product_seats')).rows[0].sold)

  log(`${BUYERS} buyers at once on ${SEATS} seats`)
  const firstRush = await rush(BUYERS, 0)
  log(
    `${firstRush.length} sessions: 2 give up, 1 pays by a method that settles later, 1 is declined first`
  )
  for (const [n, session] of firstRush.entries()) {
    if (n < 2) continue
    const who = { email: `seat${n}@bench.test`, name: `Buyer ${n}` }
    if (n === 3) await pay(stack.sandboxUrl, session, { ...who, card: '4000000000000002' })
    await pay(stack.sandboxUrl, session, n === 2 ? { ...who, method: 'delayed' } : who)
  }
  await until(
    'the paid seats are sold',
    60,
    async () => (await sold()) >= Math.max(0, firstRush.length - 2)
  )

  log('the holds of those who gave up run out; the others try again')
  await control(stack.sandboxUrl, { clockOffsetSeconds: (HOLD_MINUTES + 1) * 60 })
  let rounds = 0
  await until(
    'all seats are sold',
    120,
    async () => {
      if ((await sold()) >= SEATS) return true
      rounds++
      for (const [n, session] of (await rush(60, rounds * 1000)).entries()) {
        await pay(stack.sandboxUrl, session, {
          email: `late${rounds}-${n}@bench.test`,
          name: 'Late buyer',
        })
      }
      return (await sold()) >= SEATS
    },
    1000
  )
  await until('nothing is owed', 60, async () => {
    const { rows } = await pool.query(
      `select (select count(*) from receipts where state = 'received') + (select count(*) from refunds where status in ('requested', 'pending')) as owed`
    )
    return Number(rows[0].owed) === 0
  })
  peak = false
  await watch

  const charged = await chargesAt(stack.sandboxUrl)
  const { rows } = await pool.query(
    `select (select count(*) from seat_holds where state = 'sold')::int as sold,
              (select count(*) from seat_holds where state = 'held')::int as held,
              (select count(*) from orders where status = 'paid')::int as paid,
              (select count(distinct source_id) from access_grants)::int as with_access`
  )
  await control(stack.sandboxUrl, { clockOffsetSeconds: 0 })
  log('baseline: the same rush without a seat limit')
  const bare = await baseline(pool, shop, stack.baseUrl)
  const { sold: soldSeats, held, paid, with_access: withAccess } = rows[0]
  const chargedWithoutSeat = charged.kept - soldSeats
  return {
    pass:
      soldSeats === SEATS &&
      mostTaken <= SEATS &&
      chargedWithoutSeat === 0 &&
      withAccess === SEATS &&
      failures.length === 0,
    figures: {
      'buyers at once': BUYERS,
      'answer with a seat p50 (ms)': percentile(holdMs, 0.5),
      'answer with a seat p95 (ms)': percentile(holdMs, 0.95),
      'rounds of retries until all were sold': rounds,
    },
    baseline: {
      'without a seat limit p50 (ms)': percentile(bare, 0.5),
      'without a seat limit p95 (ms)': percentile(bare, 0.95),
    },
    invariants: {
      'sold, of 10': soldSeats,
      'most taken at once': mostTaken,
      'still held': held,
      'paid orders': paid,
      'charged and kept at the provider': charged.kept,
      'charged and refunded': charged.refunded,
      'charged without a seat': chargedWithoutSeat,
      'with access': withAccess,
      'server errors': failures.length,
      ...(failures[0] ? { 'first error': failures[0] } : {}),
    },
  }
}

async function chargesAt(sandboxUrl: string) {
  let kept = 0
  let refunded = 0
  for await (const charge of stripeAt(sandboxUrl).charges.list({ limit: 100 })) {
    if (charge.status !== 'succeeded') continue
    if (charge.refunded) refunded++
    else kept++
  }
  return { kept, refunded }
}

async function baseline(pool: pg.Pool, shop: Shop, baseUrl: string): Promise<number[]> {
  await pool.query('delete from seat_holds')
  await pool.query('delete from product_seats')
  const samples: number[] = []
  await Promise.all(
    Array.from({ length: BUYERS }, async (_, n) => {
      const begun = performance.now()
      const { location } = await buy(baseUrl, shop, 50_000 + n)
      if (location?.includes('cs_test_')) samples.push(performance.now() - begun)
    })
  )
  return samples
}
