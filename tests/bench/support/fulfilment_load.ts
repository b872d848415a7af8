import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import type { Stack } from '../../../bin/launcher/stack.js'
import { atConstantRate, until } from './measurement.js'
import { deliver, droppedEvents, makePaidSales, plantShop, type Sale, type Shop } from './shop.js'

const RATE = 50
/** Sales at a quarter of the rate before the load, unmeasured: a house that is up has run its code before. */
const WARM_UP = 50
/** Each fourth buyer knocks at the lesson until it opens: all of them would measure their own knocking. */
const WATCHED = 4

export type LoadResult = {
  shop: Shop
  sales: Sale[]
  acks: number[]
  /** Of the watched sales: milliseconds from the webhook's first byte to the lesson's 200; NaN where it never came. */
  access: number[]
  refused: number
  repeats: number
  reordered: number
}

/**
 * Signed `checkout.session.completed` events at 50 per second with 10 % repeats and
 * 10 % out of order. A refused or unanswered webhook is sent again, as Stripe does.
 */
export async function runFulfilmentLoad(
  stack: Stack,
  pool: pg.Pool,
  {
    seconds = Number(process.env.BENCH_SECONDS || 60),
    log = (_: string) => {},
    during = async () => {},
  } = {}
): Promise<LoadResult> {
  const shop = await plantShop(pool)
  const count = RATE * seconds
  const made = count + WARM_UP
  log(`placing and paying ${made} orders`)
  const sales = await makePaidSales(stack, pool, shop, made)
  const events = await droppedEvents(stack.sandboxUrl)
  const completed = new Map<string, object>()
  const others = new Map<string, object[]>()
  for (const event of events) {
    const object = event.data.object as { id: string; payment_intent?: string }
    if (event.type === 'checkout.session.completed') completed.set(object.id, event)
    else if (event.type === 'payment_intent.succeeded') others.set(object.id, [event])
  }
  const version = await inertiaVersion(stack.baseUrl)
  const result: LoadResult = {
    shop,
    sales,
    acks: [],
    access: [],
    refused: 0,
    repeats: 0,
    reordered: 0,
  }

  const send = async (event: object) => {
    for (let attempt = 0; ; attempt++) {
      const begun = performance.now()
      const status = await deliver(stack.baseUrl, event).catch(() => 0)
      if (status === 200) return void result.acks.push(performance.now() - begun)
      result.refused++
      if (attempt > 60) throw new Error(`webhook answered ${status}`)
      await wait(500)
    }
  }

  await atConstantRate(RATE / 4, WARM_UP, (n) => send(completed.get(sales[count + n].sessionId)!))
  await everythingDone(pool)
  result.acks.length = 0

  log(`${RATE} events per second for ${seconds} s`)
  const polls: Promise<void>[] = []
  const chaos = during()
  await atConstantRate(RATE, count, async (n) => {
    const sale = sales[n]
    const event = completed.get(sale.sessionId)!
    // Out of order: what happened first arrives later than what happened last.
    if (n % 10 === 3) {
      result.reordered++
      await wait(200 + Math.random() * 800)
    }
    const begun = performance.now()
    const sending = send(event)
    if (n % WATCHED === 0) {
      polls.push(
        untilLessonOpens(stack, shop, sale, version, begun).then(
          (ms) => void result.access.push(ms)
        )
      )
    }
    await sending
    if (n % 10 === 3) {
      const intent = (event as { data: { object: { payment_intent: string } } }).data.object
        .payment_intent
      for (const late of others.get(intent) ?? []) await send(late)
    }
    if (n % 10 === 7) {
      result.repeats++
      await wait(Math.random() * 2000)
      await send(event)
    }
  })
  await chaos
  await Promise.all(polls)
  log('waiting until everything owed is done')
  await everythingDone(pool)
  return result
}

async function everythingDone(pool: pg.Pool): Promise<void> {
  await until(
    'mails, receipts and listeners are done',
    180,
    async () => {
      const { rows } = await pool.query(
        `select (select count(*) from receipts where state = 'received')
            + (select count(*) from outgoing_mails where state in ('queued', 'sending'))
            + (select count(*) from event_deliveries where state = 'pending') as owed`
      )
      return Number(rows[0].owed) === 0
    },
    500
  )
}

/** What must be exact after any load: counts over the whole house. */
export async function fulfilmentInvariants(stack: Stack, pool: pg.Pool, sales: number) {
  const { rows } = await pool.query(
    `select
       (select count(*) from orders where status = 'paid' and fulfilled_at is not null)::int as fulfilled,
       (select count(*) from orders o where o.status = 'paid' and not exists (
          select 1 from access_grants g where g.source_type = 'order' and g.source_id = o.id))::int as "order without access",
       (select count(*) from access_grants g where g.source_type = 'order' and not exists (
          select 1 from orders o where o.id = g.source_id and o.status = 'paid'))::int as "access without order",
       (select count(*) from access_grants where source_type = 'order')::int as grants,
       (select count(*) from payments)::int as payments,
       (select count(*) from events where type = 'order.paid')::int as "order.paid events",
       (select count(*) from outgoing_mails where mail = 'commerce/receipt')::int as "receipt rows",
       (select count(*) from outgoing_mails where mail = 'commerce/receipt' and state = 'sent')::int as "receipts sent",
       (select coalesce(sum(cut_attempts), 0) from outgoing_mails)::int as "sends cut between DATA and reply"`
  )
  const found = rows[0]
  const { rows: unfulfilled } = await pool.query(
    `select o.id, o.status, o.note, r.state, r.note as outcome, r.attempts
     from orders o left join receipts r on r.object_id = o.checkout_session_id
     where o.fulfilled_at is null limit 5`
  )
  if (unfulfilled.length > 0) console.error('not fulfilled', unfulfilled)
  const answer = await fetch(`${stack.sandboxUrl}/mailbox/messages.json?limit=20000&fields=headers`)
  const mails = (await answer.json()) as { subject: string; headers: Record<string, string> }[]
  const receipts = mails.filter(
    (mail) => header(mail.headers, 'x-warren-mail') === 'commerce/receipt'
  )
  const ids = new Set(receipts.map((mail) => header(mail.headers, 'message-id')))
  return {
    ...found,
    sales,
    'lost': sales - Math.min(found.fulfilled, found['receipts sent'], found.grants),
    'doubled':
      Math.max(
        found.grants,
        found.payments,
        found['order.paid events'],
        found['receipt rows'],
        sales
      ) - sales,
    'receipt mails at the server': receipts.length,
    'receipt mails by Message-ID': ids.size,
    'receipt mails sent again with the same Message-ID': receipts.length - ids.size,
  } as Record<string, number>
}

async function untilLessonOpens(
  stack: Stack,
  shop: Shop,
  sale: Sale,
  version: string,
  begun: number
): Promise<number> {
  const headers = {
    'Cookie': sale.cookie,
    'X-Inertia': 'true',
    'X-Inertia-Version': version,
    'Accept': 'application/json',
  }
  // Knocks less often the longer it takes, so that a backlog is not fed by those who wait for it.
  // What it measures is at most a quarter too long, never too short.
  for (let pause = 40; performance.now() - begun < 120_000; pause = Math.min(pause * 1.25, 1000)) {
    await wait(pause)
    const answer = await fetch(stack.baseUrl + shop.lessonPath, {
      headers,
      redirect: 'manual',
    }).catch(() => null)
    await answer?.arrayBuffer()
    if (answer?.status === 200) return performance.now() - begun
  }
  return Number.NaN
}

async function inertiaVersion(baseUrl: string): Promise<string> {
  const html = await (await fetch(`${baseUrl}/login`)).text()
  return html.match(/"version":"([^"]+)"/)?.[1] ?? '1'
}

function header(
  headers: Record<string, string> | { key: string; value: string }[],
  name: string
): string | undefined {
  if (Array.isArray(headers)) return headers.find((one) => one.key.toLowerCase() === name)?.value
  return (
    headers[name] ?? headers[Object.keys(headers).find((key) => key.toLowerCase() === name) ?? '']
  )
}
