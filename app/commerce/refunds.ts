import Stripe from 'stripe'
import { v7 as uuid } from 'uuid'
import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { RefundBalance } from '#commerce/refund_balance'
import Order from '#commerce/models/order'
import Payment from '#commerce/models/payment'
import Refund from '#commerce/models/refund'
import { claimRefund } from '#commerce/queries/orders'
import { accountOf } from '#commerce/settlement'

const STATES: Record<string, string> = {
  succeeded: 'succeeded',
  pending: 'pending',
  requires_action: 'pending',
  failed: 'failed',
  canceled: 'cancelled',
}

/**
 * Carries out a refund that is owed. Its id is the idempotency key, so that a
 * second try after a cut connection gives nothing back twice. What the provider
 * refuses ends the refund as failed; an unreachable provider throws.
 */
export async function performRefund(refundId: string): Promise<void> {
  if (!(await claimRefund(refundId))) return
  const refund = await Refund.query().where('id', refundId).firstOrFail()
  const order = await Order.query().where('id', refund.orderId).firstOrFail()
  if (refund.provider !== 'stripe') {
    return settleRefund(order.id, refund, { status: 'succeeded', ref: null, failure: null })
  }
  try {
    const account = await accountOf(order)
    const given = await account.client.refunds.create(
      {
        payment_intent: order.paymentIntentId!,
        amount: refund.amountMinor,
        metadata: { refund_id: refund.id, order_id: order.id },
      },
      { idempotencyKey: `refund-${refund.id}` }
    )
    await applyRefunds(order.id, [given])
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error
    await settleRefund(order.id, refund, { status: 'failed', ref: null, failure: error.message })
    await syncRefunds(order.id)
  }
}

/** Brings the refunds of an order in line with the provider's, those made at its dashboard too. Resolves to what changed. */
export async function syncRefunds(orderId: string): Promise<string[]> {
  const order = await Order.query().where('id', orderId).firstOrFail()
  if (order.provider !== 'stripe' || !order.paymentIntentId) return []
  const account = await accountOf(order)
  const found: Stripe.Refund[] = []
  const list = account.client.refunds.list({ payment_intent: order.paymentIntentId, limit: 100 })
  for await (const refund of list) found.push(refund)
  return applyRefunds(orderId, found)
}

async function applyRefunds(orderId: string, found: Stripe.Refund[]): Promise<string[]> {
  return db.transaction(async (trx) => {
    const order = await Order.locked(orderId, trx)
    const known = await Refund.query({ client: trx }).where('orderId', orderId)
    const changed: string[] = []
    for (const given of [...found].sort((a, b) => a.created - b.created)) {
      const refund = known.find((one) => isSame(one, given)) ?? (await adopt(order, given, trx))
      const status = STATES[given.status ?? 'pending'] ?? 'pending'
      const failure = given.failure_reason ?? null
      const note = await new RefundBalance(order, trx).write(refund, {
        status,
        ref: given.id,
        failure,
      })
      if (note) changed.push(note)
    }
    return changed
  })
}

async function settleRefund(
  orderId: string,
  { id }: Refund,
  result: { status: string; ref: string | null; failure: string | null }
): Promise<void> {
  await db.transaction(async (trx) => {
    const order = await Order.locked(orderId, trx)
    const refund = await Refund.query({ client: trx }).where('id', id).firstOrFail()
    await new RefundBalance(order, trx).write(refund, result)
  })
}

/** Ours carry their id with them, so that one whose answer was lost is known when it is met again. */
function isSame(refund: Refund, given: Stripe.Refund): boolean {
  return refund.providerRef === given.id || refund.id === given.metadata?.refund_id
}

/** A refund that somebody made at the provider's dashboard. */
async function adopt(
  order: Order,
  given: Stripe.Refund,
  trx: TransactionClientContract
): Promise<Refund> {
  const payment = await Payment.query({ client: trx }).where('orderId', order.id).firstOrFail()
  return Refund.create(
    {
      id: uuid(),
      orderId: order.id,
      paymentId: payment.id,
      provider: payment.provider,
      providerRef: given.id,
      amountMinor: given.amount,
      currency: order.currency,
      status: 'requested',
      reason: 'Made at Stripe',
      dueAt: DateTime.utc().plus({ years: 10 }),
      createdAt: clock.now(),
    },
    { client: trx }
  )
}
