import { Registry } from '#core/registry/registry'
import type { StripeAccount } from '#payments/stripe_account'

/** An event that is to be applied: fetch the object, the event only says that something happened. */
export type IncomingPaymentEvent = {
  account: StripeAccount
  type: string
  objectId: string
  /** The payment that the signed event names: says where to look, not what happened. */
  paymentIntentId: string | null
}

export type PaymentOutcome = {
  state: 'applied' | 'ignored'
  /** A sentence for people, shown beside the event. */
  note: string
  order?: { id: string; organizationId: string }
}

/**
 * Applies what happened to an object of a provider, idempotently. Throwing
 * retries it with back-off.
 */
export type PaymentApplier = (event: IncomingPaymentEvent) => Promise<PaymentOutcome>

/** By the kind of object that an event's type begins with: `checkout.session`, `charge`, `refund`. */
export const paymentAppliers = new Registry<PaymentApplier>('payment applier')

/** The applier whose kind of object a type is about, the longest name first. */
export function applierOf(type: string): PaymentApplier | null {
  const names = paymentAppliers.keys().filter((name) => type.startsWith(`${name}.`))
  const longest = names.sort((a, b) => b.length - a.length)[0]
  return longest ? paymentAppliers.getOrFail(longest) : null
}
