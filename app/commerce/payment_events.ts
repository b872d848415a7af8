import Stripe from 'stripe'
import { Tenant } from '#core/tenancy/tenant'
import type {
  IncomingPaymentEvent,
  PaymentApplier,
  PaymentOutcome,
} from '#payments/payment_appliers'
import { orderOfObject, type OrderKey } from '#commerce/queries/orders'
import { syncRefunds } from '#commerce/refunds'
import { settle } from '#commerce/settlement'

type Place = { id: string; organizationId: string }

const STRANGER: PaymentOutcome = { state: 'ignored', note: 'No order here belongs to it' }

/** `checkout.session.*`: the session is fetched, so the order of events does not matter. */
export const applySession: PaymentApplier = async (event) => {
  const known = await orderFor(event, { sessionId: event.objectId })
  if (known) return within(known, () => settle(known.id))
  const session = await found(() =>
    event.account.client.checkout.sessions.retrieve(event.objectId, { expand: ['payment_intent'] })
  )
  const place = session && (await orderFor(event, { orderId: session.metadata?.order_id ?? '' }))
  return place ? within(place, () => settle(place.id, session)) : STRANGER
}

/** `payment_intent.*`: tells of the session that it belongs to. */
export const applyPaymentIntent: PaymentApplier = async (event) => {
  const place = await orderOfIntent(event, event.objectId)
  return place ? within(place, () => settle(place.id)) : STRANGER
}

/** `charge.*`: money came in, or went back at the provider's dashboard. */
export const applyCharge: PaymentApplier = async (event) => {
  const intentId = event.paymentIntentId ?? (await intentOfCharge(event))
  const place = await orderOfIntent(event, intentId)
  if (!place) return STRANGER
  const isRefund = event.type === 'charge.refunded'
  return within(place, () => (isRefund ? settleAll(place.id) : settle(place.id)))
}

/** `refund.*`, and `charge.refund.*` which carries a refund too. */
export const applyRefund: PaymentApplier = async (event) => {
  const intentId = event.paymentIntentId ?? (await intentOfRefund(event))
  const place = await orderOfIntent(event, intentId)
  return place ? within(place, () => settleAll(place.id)) : STRANGER
}

export const applyDispute: PaymentApplier = async () => ({
  state: 'ignored',
  note: 'A dispute: see it at Stripe, access is not changed',
})

/** The payment first: a refund may be told before the sale. */
async function settleAll(orderId: string): Promise<string> {
  const note = await settle(orderId)
  const changed = await syncRefunds(orderId)
  return changed.length > 0 ? changed.join('. ') : note
}

async function within(place: Place, apply: () => Promise<string>): Promise<PaymentOutcome> {
  const note = await Tenant.run(place.organizationId, apply)
  return { state: 'applied', note, order: place }
}

async function intentOfCharge({ account, objectId }: IncomingPaymentEvent) {
  const charge = await found(() => account.client.charges.retrieve(objectId))
  return idOf(charge?.payment_intent ?? null)
}

async function intentOfRefund({ account, objectId }: IncomingPaymentEvent) {
  const refund = await found(() => account.client.refunds.retrieve(objectId))
  return idOf(refund?.payment_intent ?? null)
}

async function orderOfIntent(
  event: IncomingPaymentEvent,
  intentId: string | null
): Promise<Place | null> {
  if (!intentId) return null
  const known = await orderFor(event, { paymentIntentId: intentId })
  if (known) return known
  const intent = await found(() => event.account.client.paymentIntents.retrieve(intentId))
  return intent ? orderFor(event, { orderId: intent.metadata.order_id ?? '' }) : null
}

/**
 * The order of this very account, and of its owner: metadata is typed by whoever
 * holds the account's key, so it opens no order that is paid elsewhere.
 */
async function orderFor({ account }: IncomingPaymentEvent, key: OrderKey): Promise<Place | null> {
  if ('orderId' in key && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(key.orderId))
    return null
  const place = await orderOfObject(account.key, key)
  if (place && account.organizationId && place.organizationId !== account.organizationId)
    return null
  return place
}

/** What the account does not have is no fault of the event: it may belong to another install. */
async function found<T>(retrieve: () => Promise<T>): Promise<T | null> {
  try {
    return await retrieve()
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError && error.code === 'resource_missing') return null
    throw error
  }
}

function idOf(reference: string | { id: string } | null): string | null {
  return typeof reference === 'string' ? reference : (reference?.id ?? null)
}
