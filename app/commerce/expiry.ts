import logger from '@adonisjs/core/services/logger'
import { clock } from '#core/clock/clock'
import { Tenant } from '#core/tenancy/tenant'
import { sweepKey } from '#core/queue/sweepers'
import EndCheckout from '#commerce/jobs/end_checkout'
import Order from '#commerce/models/order'
import { ordersWithDueHolds } from '#commerce/queries/seats'
import { accountOf, giveUp, sessionOf, settle } from '#commerce/settlement'

/**
 * Ends a checkout whose time is over. The provider is asked first: a payment
 * that came in the last second counts, and an open page is closed before its
 * seat is given to somebody else.
 */
export async function endCheckout(orderId: string): Promise<string> {
  const order = await Order.query().where('id', orderId).firstOrFail()
  if (order.expiresAt && order.expiresAt > clock.now()) return 'The checkout is still open'
  const session = await sessionOf(order)
  if (!session) {
    await giveUp(orderId, 'The checkout was not finished')
    return 'Nothing was opened at the provider'
  }
  if (session.status !== 'open') return settle(orderId, session)
  const { client } = await accountOf(order)
  try {
    await client.checkout.sessions.expire(session.id)
  } catch (error) {
    logger.info({ err: error, orderId }, 'the payment page closed by itself')
  }
  // Paid or expired in this very moment: what it is now decides.
  return settle(orderId)
}

/** Enqueues the checkouts whose seats are due to be given back. */
export async function sweepHolds(limit = 200): Promise<number> {
  const due = await ordersWithDueHolds(clock.now().toISO(), limit)
  for (const { orderId, organizationId } of due) {
    await Tenant.run(organizationId, () =>
      EndCheckout.enqueue({ orderId }, { key: sweepKey(orderId) })
    )
  }
  return due.length
}
