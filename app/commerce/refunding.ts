import { DateTime } from 'luxon'
import { v7 as uuid } from 'uuid'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { Refusal } from '#core/http/refusal'
import { Money } from '#core/money/money'
import { Tenant } from '#core/tenancy/tenant'
import RefundRequested from '#commerce/events/refund_requested'
import PerformRefund from '#commerce/jobs/perform_refund'
import Order from '#commerce/models/order'
import Payment from '#commerce/models/payment'
import Refund from '#commerce/models/refund'

export type RefundWish = {
  /** All that is left, when not given. */
  amountMinor?: number | null
  reason: string | null
  requestedBy: string | null
}

/** Until then the job that is enqueued now carries it out; after it the sweeper sends another. */
const GRACE_SECONDS = 30

/** Asks for a refund of an order, under its lock. Throws a Refusal for more than is left of it. */
export async function refundOrder(orderId: string, wish: RefundWish): Promise<Refund> {
  return db.transaction(async (trx) => requestRefund(await Order.locked(orderId, trx), wish, trx))
}

/** The same, for who holds the order's lock. */
export async function requestRefund(
  order: Order,
  { amountMinor, reason, requestedBy }: RefundWish,
  trx: TransactionClientContract
): Promise<Refund> {
  const left = await refundable(order, trx)
  const amount = amountMinor ?? left
  if (amount <= 0 || amount > left) {
    const most = Money.of(left, order.currency).format()
    throw new Refusal(left === 0 ? 'Nothing is left to refund.' : `At most ${most} can go back.`, {
      code: 'E_REFUND_TOO_HIGH',
      field: 'amount',
    })
  }
  const payment = await Payment.query({ client: trx }).where('orderId', order.id).firstOrFail()
  const refund = await Refund.create(
    {
      id: uuid(),
      orderId: order.id,
      paymentId: payment.id,
      provider: payment.provider,
      amountMinor: amount,
      currency: order.currency,
      status: 'requested',
      reason,
      requestedBy,
      dueAt: DateTime.utc().plus({ seconds: GRACE_SECONDS }),
      createdAt: clock.now(),
    },
    { client: trx }
  )
  await RefundRequested.record(
    {
      organizationId: Tenant.id(),
      subjectId: order.id,
      contactId: order.contactId,
      payload: {
        orderId: order.id,
        refundId: refund.id,
        amountMinor: amount,
        currency: order.currency,
      },
    },
    trx
  )
  trx.after(
    'commit',
    () => void PerformRefund.enqueue({ refundId: refund.id }, { key: refund.id }).catch(() => {})
  )
  return refund
}

/** What was paid and neither went back nor is asked to. */
export async function refundable(order: Order, trx?: TransactionClientContract): Promise<number> {
  const payments = await Payment.query({ client: trx }).where('orderId', order.id)
  const refunds = await Refund.query({ client: trx })
    .where('orderId', order.id)
    .whereNotIn('status', ['failed', 'cancelled'])
  const sum = (rows: { amountMinor: number }[]) =>
    rows.reduce((total, row) => total + row.amountMinor, 0)
  return Math.max(0, sum(payments) - sum(refunds))
}
