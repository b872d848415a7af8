import { randomUUID } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import Stripe from 'stripe'
import type pg from 'pg'
import { configProvider } from '@adonisjs/core'
import { MessageBuilder } from '@adonisjs/core/helpers'
import type { Stack } from '../../../bin/launcher/stack.js'
import { bootApp } from './app.js'
import { inParallel } from './measurement.js'

export type Shop = {
  organizationId: string
  productId: string
  courseSlug: string
  lessonPath: string
}

export type Sale = {
  email: string
  orderId: string
  sessionId: string
  /** Cookie header of the buyer's portal session, made ahead so that polling costs nothing else. */
  cookie: string
}

type Row = Record<string, unknown>

/** An organization with one published course of one lesson, sold for 49 EUR. */
export async function plantShop(
  pool: pg.Pool,
  { seatLimit = null as number | null } = {}
): Promise<Shop> {
  const now = new Date()
  const stamps = { created_at: now, updated_at: now }
  const organization = { organization_id: uuid() }
  const [productId, courseId, moduleId] = [uuid(), uuid(), uuid()]
  const insert = (table: string, row: Row) =>
    pool.query(
      `insert into ${table} (${Object.keys(row).join(', ')}) values (${Object.keys(row)
        .map((_, n) => `$${n + 1}`)
        .join(', ')})`,
      Object.values(row)
    )
  await insert('organizations', {
    id: organization.organization_id,
    name: 'Bench school',
    slug: 'bench-school',
    is_primary: true,
    ...stamps,
  })
  await insert('products', {
    id: productId,
    ...organization,
    name: 'A course',
    slug: 'a-course',
    status: 'published',
    published_at: now,
    ...stamps,
  })
  await insert('product_prices', {
    id: uuid(),
    ...organization,
    product_id: productId,
    currency: 'EUR',
    amount_minor: 4900,
    created_at: now,
  })
  await insert('courses', {
    id: courseId,
    ...organization,
    product_id: productId,
    title: 'A course',
    slug: 'a-course',
    status: 'published',
    published_at: now,
    ...stamps,
  })
  await insert('product_grants', {
    id: uuid(),
    ...organization,
    product_id: productId,
    subject_type: 'course',
    subject_id: courseId,
    created_at: now,
  })
  await insert('course_modules', {
    id: moduleId,
    ...organization,
    course_id: courseId,
    title: 'One',
    position: 1,
    ...stamps,
  })
  await insert('lessons', {
    id: uuid(),
    ...organization,
    course_id: courseId,
    module_id: moduleId,
    title: 'First lesson',
    slug: 'first-lesson',
    position: 1,
    body_html: '<p>Read this.</p>',
    ...stamps,
  })
  if (seatLimit !== null) {
    await insert('product_seats', { product_id: productId, ...organization, seat_limit: seatLimit })
  }
  return {
    organizationId: organization.organization_id,
    productId,
    courseSlug: 'a-course',
    lessonPath: '/learn/courses/a-course/lessons/first-lesson',
  }
}

/** Sends the buy form, as a browser on the course page does. Resolves to the answer and where it leads. */
export async function buy(
  baseUrl: string,
  shop: Shop,
  buyer: number
): Promise<{ status: number; location: string | null; text: string }> {
  const answer = await fetch(`${baseUrl}/checkout`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      'Origin': baseUrl,
      'Sec-Fetch-Site': 'same-origin',
      // Each buyer comes from an address of her own; the stack trusts loopback as a proxy.
      'X-Forwarded-For': `10.${(buyer >> 16) & 255}.${(buyer >> 8) & 255}.${buyer & 255}`,
    },
    body: new URLSearchParams({ product_id: shop.productId, currency: 'EUR' }),
  })
  return {
    status: answer.status,
    location: answer.headers.get('location'),
    text: await answer.text(),
  }
}

/** Pays a Checkout Session at the sandbox, as a buyer with a good card. */
export async function pay(sandboxUrl: string, sessionId: string, body: Row): Promise<number> {
  const answer = await fetch(`${sandboxUrl}/stripe/_test/sessions/${sessionId}/pay`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  await answer.arrayBuffer()
  return answer.status
}

export async function control(sandboxUrl: string, knobs: Row): Promise<void> {
  const answer = await fetch(`${sandboxUrl}/control`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(knobs),
  })
  if (!answer.ok) throw new Error(`sandbox control: ${answer.status} ${await answer.text()}`)
}

export function stripeAt(sandboxUrl: string): Stripe {
  const { hostname, port } = new URL(sandboxUrl)
  return new Stripe('sk_test_sandbox', { host: hostname, port: Number(port), protocol: 'http' })
}

/** Orders placed and paid at the sandbox, whose webhooks nobody has sent yet. */
export async function makePaidSales(
  stack: Stack,
  pool: pg.Pool,
  shop: Shop,
  count: number
): Promise<Sale[]> {
  await control(stack.sandboxUrl, { drop: 1 })
  const sales: Sale[] = []
  await inParallel(8, count, async (n) => {
    const { status, location, text } = await buy(stack.baseUrl, shop, n)
    const sessionId = location?.match(/cs_test_[A-Za-z0-9]+/)?.[0]
    if (!sessionId) throw new Error(`checkout ${n}: ${status} ${location} ${text.slice(0, 300)}`)
    const email = `buyer${n}@bench.test`
    await pay(stack.sandboxUrl, sessionId, { email, name: `Buyer ${n}` })
    sales.push({ email, sessionId, orderId: '', cookie: '' })
  })
  const { rows } = await pool.query('select id, checkout_session_id from orders')
  const byOrder = new Map(rows.map((row) => [row.checkout_session_id, row.id]))
  for (const sale of sales) sale.orderId = byOrder.get(sale.sessionId)
  await openPortals(stack, pool, shop, sales)
  return sales
}

/** Events that the sandbox made and dropped, by session and type. */
export async function droppedEvents(sandboxUrl: string): Promise<Stripe.Event[]> {
  const stripe = stripeAt(sandboxUrl)
  const events: Stripe.Event[] = []
  for await (const event of stripe.events.list({ limit: 100 })) events.push(event)
  return events
}

/** Signs an event as Stripe does and posts it to the install's webhook. */
export async function deliver(baseUrl: string, event: unknown): Promise<number> {
  const payload = JSON.stringify(event)
  const header = Stripe.webhooks.generateTestHeaderString({ payload, secret: 'whsec_sandbox' })
  const answer = await fetch(`${baseUrl}/webhooks/stripe/install`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Stripe-Signature': header },
    body: payload,
  })
  await answer.arrayBuffer()
  return answer.status
}

/** Gives each buyer a contact, a portal session and its cookie before the sale is applied. */
async function openPortals(stack: Stack, pool: pg.Pool, shop: Shop, sales: Sale[]): Promise<void> {
  const app = await bootApp(stack)
  const { CookieClient } = await import('@adonisjs/core/http')
  const { PORTAL_SESSION_KEY } = await import('#access/portal/portal_session')
  const { default: sessionConfig } = await import('#config/session')
  const cookies = new CookieClient((await app.container.make('encryption')) as never)
  const { cookieName } = (await configProvider.resolve<{ cookieName: string }>(app, sessionConfig))!
  const now = new Date()
  const later = new Date(Date.now() + 86_400_000)
  await inParallel(8, sales.length, async (n) => {
    const sale = sales[n]
    const [contactId, linkId, portalId, sessionId] = [uuid(), uuid(), uuid(), randomUUID()]
    await pool.query(
      `insert into contacts (id, organization_id, email, email_norm, source, created_at, updated_at)
       values ($1, $2, $3, $3, 'bench', $4, $4)`,
      [contactId, shop.organizationId, sale.email, now]
    )
    await pool.query(
      `insert into contact_emails (id, organization_id, contact_id, email, email_norm, is_primary, created_at)
       values ($1, $2, $1, $3, $3, true, $4)`,
      [contactId, shop.organizationId, sale.email, now]
    )
    // Opened by a mailed link: a purchase ends older sessions that never proved the address.
    await pool.query(
      `insert into portal_links (id, organization_id, contact_id, token_hash, purpose, expires_at, used_at, created_at)
       values ($1, $2, $3, $4, 'request', $5, $6, $6)`,
      [linkId, shop.organizationId, contactId, linkId, later, now]
    )
    await pool.query(
      `insert into portal_sessions (id, organization_id, contact_id, portal_link_id, created_at, last_seen_at, expires_at)
       values ($1, $2, $3, $4, $5, $5, $6)`,
      [portalId, shop.organizationId, contactId, linkId, now, later]
    )
    const data = new MessageBuilder().build(
      { [PORTAL_SESSION_KEY]: portalId },
      undefined,
      sessionId
    )
    await pool.query('insert into sessions (id, data, expires_at) values ($1, $2, $3)', [
      sessionId,
      data,
      later,
    ])
    sale.cookie = `${cookieName}=${encodeURIComponent(cookies.sign(cookieName, sessionId)!)}`
  })
}
