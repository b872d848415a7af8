import { describeSubjects } from '#access/grantables'
import { grantsFrom } from '#access/queries/fold'
import { Access } from '#access/access'
import { Entrance } from '#commerce/entrance'
import type Order from '#commerce/models/order'
import Product from '#commerce/models/product'
import { productPath } from '#commerce/product_path'

export type ReturnState =
  | 'preparing'
  | 'ready'
  | 'processing'
  | 'open'
  | 'expired'
  | 'failed'
  | 'no_seat'
  | 'refunded'
  | 'review'

/** What the buyer is told. Nothing is called failed before the provider says so. */
export function stateOf(order: Order): ReturnState {
  if (order.status === 'refunded') return order.fulfilledAt ? 'refunded' : 'no_seat'
  if (order.fulfilledAt) return 'ready'
  if (order.paidAt) return 'no_seat'
  if (order.status === 'processing') return 'processing'
  if (order.status === 'expired') return 'expired'
  if (order.status === 'failed') return 'failed'
  return order.note ? 'review' : 'preparing'
}

/** Props of the page that a buyer returns to. */
export async function returnPage(order: Order, { clientId }: { clientId: string | null }) {
  await order.load('lines')
  const state = stateOf(order)
  const product = await Product.query().where('id', order.lines[0].productId).firstOrFail()
  const grants = state === 'ready' ? await grantsFrom([{ type: 'order', ids: [order.id] }]) : []
  return {
    state,
    order: {
      id: order.id,
      number: order.number,
      email: state === 'ready' ? order.email : null,
      lines: order.lines.map((line) => ({
        name: line.name,
        total: { minor: line.totalMinor, currency: order.currency },
      })),
      total: { minor: order.totalMinor, currency: order.currency },
    },
    subjects: await describeSubjects(grants),
    hadItBefore: await hadBefore(order, grants),
    canEnter: state === 'ready' && (await new Entrance(order).isOpen()),
    isInside: clientId !== null && clientId === order.contactId,
    productUrl: await productPath(product),
  }
}

/** Whether all of it was open to the buyer already, from elsewhere. */
async function hadBefore(
  order: Order,
  grants: { subjectType: string; subjectId: string }[]
): Promise<boolean> {
  if (!order.contactId || grants.length === 0) return false
  for (const { subjectType, subjectId } of grants) {
    const { grants: all } = await Access.explain(order.contactId, subjectType, subjectId)
    if (!all.some((grant) => grant.isActive && grant.sourceId !== order.id)) return false
  }
  return true
}
