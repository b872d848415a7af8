import db from '@adonisjs/lucid/services/db'
import type Organization from '#identity/models/organization'
import { placeFreeOrder } from '#commerce/checkout'
import { fulfil, type Buyer } from '#commerce/fulfilment'
import Order from '#commerce/models/order'
import type Product from '#commerce/models/product'

/** Lets somebody have a free product. Resolves to the order; throws a Refusal when no seat is left. */
export async function joinFree(
  organization: Organization,
  product: Product,
  buyer: Buyer
): Promise<Order> {
  const { currency, locale } = organization
  const placed = await placeFreeOrder(product, { currency, locale })
  return db.transaction(async (trx) => {
    const order = await Order.locked(placed.id, trx)
    await fulfil(order, { buyer, capture: null }, trx)
    return order
  })
}
