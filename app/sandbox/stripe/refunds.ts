import type Stripe from 'stripe'
import { invalid, missing, noSuch } from '#sandbox/stripe/errors'
import { buildRefund } from '#sandbox/stripe/objects/refund'
import { buildTransaction } from '#sandbox/stripe/objects/balance'
import type { Account } from '#sandbox/stripe/account'
import type { Cause } from '#sandbox/stripe/event_book'
import type { Params } from '#sandbox/stripe/params'
import type { World } from '#sandbox/stripe/world'

const REASONS = ['duplicate', 'fraudulent', 'requested_by_customer'] as const

/** Gives back a charge, whole or in part. Throws StripeProblem, e.g. charge_already_refunded. */
export function createRefund(world: World, account: Account, params: Params, cause: Cause) {
  params.only('charge', 'payment_intent', 'amount', 'reason', 'metadata', 'expand', 'currency')
  const charge = chargeOf(account, params)
  if (charge.status !== 'succeeded') {
    throw invalid(
      'charge',
      `Charge ${charge.id} is not in a state that can be refunded.`,
      'charge_not_refundable'
    )
  }
  const left = charge.amount - charge.amount_refunded
  if (left <= 0) {
    throw invalid(
      undefined,
      `Charge ${charge.id} has already been refunded.`,
      'charge_already_refunded'
    )
  }
  const amount = params.integer('amount') ?? left
  if (amount < 1) throw invalid('amount', 'Invalid positive integer', 'parameter_invalid_integer')
  if (amount > left) {
    throw invalid(
      'amount',
      `Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`
    )
  }
  const reason = params.oneOf('reason', REASONS)
  return giveBack(world, account, charge, { amount, reason, metadata: params.metadata() }, cause)
}

function chargeOf(account: Account, params: Params): Stripe.Charge {
  const { charge: charges, intent: intents } = account.collections
  const chargeId = params.text('charge')
  if (chargeId) return charges.get(chargeId) ?? fail(noSuch('charge', chargeId, 'charge'))
  const intentId = params.text('payment_intent') ?? fail(missing('payment_intent'))
  const intent = intents.get(intentId) ?? fail(noSuch('payment_intent', intentId, 'payment_intent'))
  if (intent.status !== 'succeeded') {
    throw invalid(
      'payment_intent',
      `This PaymentIntent (${intentId}) does not have a successful charge to refund.`,
      'payment_intent_unexpected_state'
    )
  }
  return charges.get(intent.latest_charge as string)!
}

function giveBack(
  world: World,
  account: Account,
  charge: Stripe.Charge,
  given: Parameters<typeof buildRefund>[1],
  cause: Cause
): Stripe.Refund {
  const now = world.control.now()
  const { collections } = account
  const made = buildRefund(charge, given, now)
  const transaction = collections.transaction.put(buildTransaction(made, now))
  const refund = collections.refund.put({ ...made, balance_transaction: transaction.id })
  const refunded = charge.amount_refunded + given.amount
  const changed = { ...charge, amount_refunded: refunded, refunded: refunded === charge.amount }
  collections.charge.put(changed)
  const emit = (type: string, object: object) => world.events.emit(account, type, object, cause)
  emit('refund.created', refund)
  emit('charge.refunded', changed)
  // The bank's reference comes with the update that Stripe sends after the fact.
  const card = refund.destination_details?.card
  if (card) {
    const reference = String(Date.now()).padStart(23, '7')
    const destination = {
      type: 'card',
      card: { ...card, reference, reference_status: 'available' },
    }
    collections.refund.put({ ...refund, destination_details: destination })
  }
  emit('refund.updated', collections.refund.get(refund.id)!)
  return refund
}

function fail(problem: Error): never {
  throw problem
}
