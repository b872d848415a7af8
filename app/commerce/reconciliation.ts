import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { Tenant } from '#core/tenancy/tenant'
import { sweepKey } from '#core/queue/sweepers'
import OrderReconciled from '#commerce/events/order_reconciled'
import { endCheckout } from '#commerce/expiry'
import PerformRefund from '#commerce/jobs/perform_refund'
import Order from '#commerce/models/order'
import { dueRefunds, ordersToReconcile } from '#commerce/queries/orders'
import { syncRefunds } from '#commerce/refunds'
import { settle } from '#commerce/settlement'

/** Webhooks get this long before somebody asks after them. */
const OPEN_MINUTES = 5
const LOOK_BACK_DAYS = 35
const COMPARE_EVERY_HOURS = 20

export type ReconcileCounts = { checked: number; repaired: number; failed: number }

/**
 * Compares orders with their providers and repairs what webhooks missed: paid
 * and not fulfilled, expired and still held, refunded elsewhere. One order that
 * fails does not keep the others.
 */
export async function reconcileOrders({
  limit = 1000,
  patience = OPEN_MINUTES,
} = {}): Promise<ReconcileCounts> {
  const now = clock.now()
  const orders = await Tenant.unscoped('reconciliation', () =>
    ordersToReconcile({
      openSince: now.minus({ minutes: patience }).toISO(),
      paidAfter: now.minus({ days: LOOK_BACK_DAYS }).toISO(),
      comparedBefore: now.minus({ hours: COMPARE_EVERY_HOURS }).toISO(),
      limit,
    })
  )
  const counts = { checked: 0, repaired: 0, failed: 0 }
  for (const { id, organizationId } of orders) {
    try {
      const repaired = await Tenant.run(organizationId, () => reconcile(id))
      counts.checked++
      if (repaired.length > 0) counts.repaired++
    } catch (error) {
      counts.failed++
      logger.warn({ err: error, orderId: id }, 'order could not be reconciled')
    }
  }
  return counts
}

/** One order; resolves to what was repaired. */
export async function reconcile(orderId: string): Promise<string[]> {
  const before = await Order.query().where('id', orderId).firstOrFail()
  const repaired: string[] = []
  if (before.isOpen || !before.paidAt) {
    const note = before.isOpen ? await endCheckoutOrSettle(before) : await settle(orderId)
    const { status } = await Order.query().where('id', orderId).firstOrFail()
    if (status !== before.status) repaired.push(`${before.status} → ${status}: ${note}`)
  }
  repaired.push(...(await syncRefunds(orderId)))
  await keep(orderId, repaired)
  return repaired
}

async function endCheckoutOrSettle(order: Order): Promise<string> {
  const isOver = order.expiresAt !== null && order.expiresAt <= clock.now()
  return order.status === 'pending' && isOver ? endCheckout(order.id) : settle(order.id)
}

async function keep(orderId: string, repaired: string[]): Promise<void> {
  await db.transaction(async (trx) => {
    const order = await Order.locked(orderId, trx)
    order.reconciledAt = clock.now()
    await order.useTransaction(trx).save()
    if (repaired.length === 0) return
    await OrderReconciled.record(
      {
        organizationId: Tenant.id(),
        subjectId: orderId,
        contactId: order.contactId,
        payload: { orderId, repaired },
      },
      trx
    )
  })
}

/** Enqueues the refunds that are owed: their job was lost, or the provider did not answer. */
export async function sweepRefunds(limit = 200): Promise<number> {
  const due = await dueRefunds(limit)
  for (const { id, organizationId } of due) {
    await Tenant.run(organizationId, () =>
      PerformRefund.enqueue({ refundId: id }, { key: sweepKey(id) })
    )
  }
  return due.length
}
