import { LRUCache } from 'lru-cache'
import logger from '@adonisjs/core/services/logger'
import Order from '#commerce/models/order'
import { settle } from '#commerce/settlement'

/** Buyers wait on the return page; the provider is asked this often for each of them. */
const EVERY_MS = 2500
const asked = new LRUCache<string, true>({ max: 5000, ttl: EVERY_MS })

/**
 * The order as it is now: while it is open the provider is asked, in case its
 * webhook is late. A provider that does not answer changes nothing.
 */
export async function lookAgain(order: Order): Promise<Order> {
  if (order.paidAt || asked.has(order.id)) return order
  asked.set(order.id, true)
  try {
    await settle(order.id)
  } catch (error) {
    logger.warn({ err: error, orderId: order.id }, 'provider did not answer the return page')
  }
  return Order.query().where('id', order.id).firstOrFail()
}
