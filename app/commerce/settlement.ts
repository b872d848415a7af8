import { DateTime } from 'luxon'
import type Stripe from 'stripe'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { InvalidEmailException, normalizeEmail } from '#core/email_address'
import { Money } from '#core/money/money'
import { Tenant } from '#core/tenancy/tenant'
import { StripeAccount } from '#payments/stripe_account'
import { fulfil, type Capture } from '#commerce/fulfilment'
import OrderFlagged from '#commerce/events/order_flagged'
import Order from '#commerce/models/order'
import { Seats } from '#commerce/seats'

/** What an order's account says about its session now, with the payment behind it. */
export async function sessionOf(order: Order): Promise<Stripe.Checkout.Session | null> {
  if (!order.checkoutSessionId) return null
  const account = await accountOf(order)
  return account.client.checkout.sessions.retrieve(order.checkoutSessionId, {
    expand: ['payment_intent'],
  })
}

/** The account that an order is paid through. Throws when it is gone. */
export async function accountOf(order: Order): Promise<StripeAccount> {
  const account = await StripeAccount.byKey(order.providerAccount ?? '')
  if (!account) throw new Error(`The account of order ${order.number} is not connected`)
  return account
}

/**
 * Brings an order in line with its session at the provider: webhooks, the
 * return page and reconciliation all end here. The provider is asked before the
 * row is locked, and what is decided cannot be undone by an older answer.
 * Resolves to what it did, for people.
 */
export async function settle(orderId: string, known?: Stripe.Checkout.Session): Promise<string> {
  const order = await Order.query().where('id', orderId).firstOrFail()
  if (order.fulfilledAt || order.paidAt) return 'Already paid'
  const session = known ?? (await sessionOf(order))
  if (!session) return 'Nothing was opened at the provider'
  return db.transaction(async (trx) => {
    const locked = await Order.locked(orderId, trx)
    return apply(locked, session, trx)
  })
}

/** For an order whose payment page never opened: ends it and gives the seat back. */
export async function giveUp(orderId: string, note: string): Promise<void> {
  await db.transaction(async (trx) => {
    const order = await Order.locked(orderId, trx)
    if (order.status !== 'pending') return
    order.note = note
    await order.transitionTo('failed', trx)
    await new Seats(order, trx).release()
  })
}

async function apply(
  order: Order,
  session: Stripe.Checkout.Session,
  trx: TransactionClientContract
): Promise<string> {
  if (order.fulfilledAt || order.paidAt) return 'Already paid'
  order.checkoutSessionId ??= session.id
  const intent = intentOf(session)
  if (intent) order.paymentIntentId = intent.id
  const note = await decide(order, session, intent, trx)
  if (order.$isDirty) await order.useTransaction(trx).save()
  return note
}

async function decide(
  order: Order,
  session: Stripe.Checkout.Session,
  intent: Intent | null,
  trx: TransactionClientContract
): Promise<string> {
  if (session.payment_status !== 'unpaid') return pay(order, session, trx)
  if (session.status === 'expired')
    return end(order, 'expired', 'The checkout was not finished', trx)
  if (session.status !== 'complete') return 'The payment page is still open'
  if (hasFailed(intent?.status)) return end(order, 'failed', 'The bank refused the payment', trx)
  return wait(order, trx)
}

async function pay(
  order: Order,
  session: Stripe.Checkout.Session,
  trx: TransactionClientContract
): Promise<string> {
  const fault = faultOf(order, session)
  if (fault) return flag(order, fault, trx)
  const { email, name } = session.customer_details!
  return fulfil(order, { buyer: { email: email!, name }, capture: captureOf(order, session) }, trx)
}

async function end(
  order: Order,
  state: 'expired' | 'failed',
  note: string,
  trx: TransactionClientContract
): Promise<string> {
  if (!order.isOpen) return note
  if (state === 'expired' && order.status === 'processing') return note
  order.note = note
  await order.transitionTo(state, trx)
  await new Seats(order, trx).release()
  return `${note}: nothing was charged and no seat is held`
}

async function wait(order: Order, trx: TransactionClientContract): Promise<string> {
  const wasWaiting = order.status === 'processing'
  // Where the bank's refusal came first, its word stands until money is there.
  if (order.status === 'failed') return 'The bank had refused already'
  await order.transitionTo('processing', trx)
  if (!wasWaiting) await new Seats(order, trx).waitForBank()
  return 'The bank has yet to decide; the seat is kept'
}

/** What keeps money from being taken for this order; null when all is well. */
function faultOf(order: Order, session: Stripe.Checkout.Session): string | null {
  const currency = session.currency?.toUpperCase()
  if (session.amount_total !== order.totalMinor || currency !== order.currency) {
    const paid = currency ? Money.of(session.amount_total ?? 0, currency).format() : 'nothing'
    const wanted = Money.of(order.totalMinor, order.currency).format()
    return `Not fulfilled: ${paid} was paid, the order is about ${wanted}`
  }
  try {
    normalizeEmail(session.customer_details?.email ?? '')
    return null
  } catch (error) {
    if (!(error instanceof InvalidEmailException)) throw error
    return 'Not fulfilled: the payment came without a usable e-mail address'
  }
}

async function flag(order: Order, note: string, trx: TransactionClientContract): Promise<string> {
  if (order.note === note) return note
  order.note = note
  await order.useTransaction(trx).save()
  await OrderFlagged.record(
    {
      organizationId: Tenant.id(),
      subjectId: order.id,
      payload: { orderId: order.id, number: order.number, note },
    },
    trx
  )
  return note
}

function captureOf(order: Order, session: Stripe.Checkout.Session): Capture | null {
  const intent = intentOf(session)
  if (!intent) return null
  return {
    provider: 'stripe',
    providerRef: intent.id,
    chargeRef: intent.charge,
    amountMinor: session.amount_total ?? order.totalMinor,
    currency: order.currency,
    method: intent.method ?? session.payment_method_types[0] ?? null,
    at: DateTime.fromSeconds(intent.created ?? session.created, { zone: 'utc' }),
  }
}

type Intent = {
  id: string
  status: string | null
  charge: string | null
  method: string | null
  created: number | null
}

function intentOf({ payment_intent: intent }: Stripe.Checkout.Session): Intent | null {
  if (!intent) return null
  if (typeof intent === 'string') {
    return { id: intent, status: null, charge: null, method: null, created: null }
  }
  const charge = intent.latest_charge
  return {
    id: intent.id,
    status: intent.status,
    charge: typeof charge === 'string' ? charge : (charge?.id ?? null),
    method: intent.payment_method_types[0] ?? null,
    created: intent.created,
  }
}

/** A session stays complete when its bank refuses; only the payment tells. */
function hasFailed(status: string | null | undefined): boolean {
  return status === 'requires_payment_method' || status === 'canceled'
}
