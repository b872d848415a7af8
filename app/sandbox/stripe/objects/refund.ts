import type Stripe from 'stripe'
import { newId } from '#sandbox/stripe/ids'

export function buildRefund(
  charge: Stripe.Charge,
  given: { amount: number; reason: Stripe.Refund['reason']; metadata: Record<string, string> },
  created: number
): Stripe.Refund {
  return {
    id: newId('re'),
    object: 'refund',
    amount: given.amount,
    balance_transaction: null,
    charge: charge.id,
    created,
    currency: charge.currency,
    customer: charge.customer as string | null,
    customer_account: null,
    destination_details: charge.payment_method_details?.card
      ? {
          type: 'card',
          card: {
            reference_status: 'pending',
            reference_type: 'acquirer_reference_number',
            type: 'refund',
          },
        }
      : { type: charge.payment_method_details?.type ?? 'card' },
    metadata: given.metadata,
    payment_intent: charge.payment_intent as string | null,
    payment_method: charge.payment_method,
    reason: given.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  }
}
