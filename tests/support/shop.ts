import db from '@adonisjs/lucid/services/db'
import { sql } from '#core/database/sql'
import { applyReceipt } from '#core/receipts/receipt'
import { Tenant } from '#core/tenancy/tenant'
import Organization from '#identity/models/organization'
import { Checkout } from '#commerce/checkout'
import Order from '#commerce/models/order'
import Product from '#commerce/models/product'
import env from '#start/env'
import { plantSchool, type School } from '#tests/support/school'

export type Shop = School & { organization: Organization; product: Product; host: string }

/** A school whose course is sold for 49 EUR. */
export async function plantShop({ seats = null as number | null } = {}): Promise<Shop> {
  const school = await plantSchool()
  const organization = await Organization.findOrFail(school.organizationId)
  const product = await Tenant.run(school.organizationId, async () => {
    const found = await Product.query().where('id', school.course.productId!).firstOrFail()
    if (seats !== null) await db.transaction((trx) => found.limitSeats(seats, trx))
    return found
  })
  return { ...school, organization, product, host: `${organization.slug}.${env.get('APP_DOMAIN')}` }
}

/** Presses the buy button; resolves to the order whose payment page is open. */
export async function placeOrder(shop: Shop): Promise<Order> {
  return Tenant.run(shop.organizationId, async () => {
    const url = await new Checkout(shop.organization, shop.product).begin({
      minor: 4900,
      currency: 'EUR',
    })
    const sessionId = url.split('/').at(-1)!
    return Order.query().where('checkoutSessionId', sessionId).firstOrFail()
  })
}

/** The order as it is now. */
export function fresh(order: Order): Promise<Order> {
  return Tenant.run(order.organizationId, () =>
    Order.query().where('id', order.id).preload('refunds').firstOrFail()
  )
}

/** Applies the webhooks that were taken in and not applied, as the worker would. */
export async function applyOwed(): Promise<void> {
  const owed = await sql<{ id: number }>(
    `select id from receipts where state = 'received' order by id`
  )
  for (const { id } of owed) await applyReceipt(id)
}

/** Counts of everything that a sale must leave exactly once. */
export async function traces(order: Order) {
  const [counts] = await sql<Record<string, number>>(
    `select
       (select count(*)::int from payments where order_id = o.id) as payments,
       (select count(*)::int from access_grants where source_id = o.id) as grants,
       (select count(*)::int from outgoing_mails where mail = 'commerce/receipt' and key = o.id::text) as receipts,
       (select count(*)::int from events where type = 'order.paid' and subject_id = o.id) as paid,
       (select count(*)::int from events where type = 'conversion.recorded' and payload->>'sourceId' = o.id::text) as conversions
     from orders o where o.id = ?`,
    [order.id]
  )
  return counts
}

export const ONCE = { payments: 1, grants: 1, receipts: 1, paid: 1, conversions: 1 }
export const NOTHING = { payments: 0, grants: 0, receipts: 0, paid: 0, conversions: 0 }

/** Seats of the shop's product. */
export async function seatsOf(shop: Shop) {
  const [seats] = await sql<{ sold: number; held: number }>(
    'select sold, held from product_seats where product_id = ?',
    [shop.product.id]
  )
  return seats
}
