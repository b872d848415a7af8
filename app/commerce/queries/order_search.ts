import type { PanelRow } from '#core/registry/contact_panels'
import type { SearchHit } from '#core/registry/search'
import Order from '#commerce/models/order'

/** Orders by number, address or name, for the search. */
export async function findOrders(term: string): Promise<SearchHit[]> {
  const query = Order.query().preload('lines').orderBy('createdAt', 'desc').limit(5)
  query.withScopes((scopes) => scopes.matching({ search: term }))
  const orders = await query
  return orders.map((order) => ({
    label: `Order ${order.number}`,
    suffix: [order.name ?? order.email, order.lines[0]?.name].filter(Boolean).join(' · ') || null,
    icon: 'i-lucide-receipt',
    to: `/admin/orders/${order.id}`,
  }))
}

/** A contact's orders, the newest first. */
export async function ordersOf(contactId: string): Promise<PanelRow[]> {
  const orders = await Order.query()
    .where('contactId', contactId)
    .preload('lines')
    .orderBy('createdAt', 'desc')
    .limit(20)
  return orders.map((order) => ({
    id: order.id,
    title: `Order ${order.number}`,
    detail: order.lines.map((line) => line.name).join(', '),
    at: order.createdAt.toISO(),
    status: order.status,
    money: { minor: order.totalMinor, currency: order.currency },
    href: `/admin/orders/${order.id}`,
  }))
}
