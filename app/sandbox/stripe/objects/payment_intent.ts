import type Stripe from 'stripe'
import { newId, random } from '#sandbox/stripe/ids'

export interface IntentParts {
  amount: number
  currency: string
  created: number
  customer: string | null
  description: string | null
  metadata: Record<string, string>
  paymentMethodTypes: string[]
  receiptEmail: string | null
  setupFutureUsage: 'off_session' | 'on_session' | null
  statementSuffix: string | null
}

/** A payment intent that waits for a payment method. */
export function buildIntent(parts: IntentParts): Stripe.PaymentIntent {
  const id = newId('pi')
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: parts.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: `${id}_secret_${random(25)}`,
    confirmation_method: 'automatic',
    created: parts.created,
    currency: parts.currency,
    customer: parts.customer,
    customer_account: null,
    description: parts.description,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: { enabled: false },
    metadata: parts.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: {
        installments: null,
        mandate_options: null,
        network: null,
        request_three_d_secure: 'automatic',
      },
    },
    payment_method_types: parts.paymentMethodTypes,
    payment_record: null,
    processing: null,
    receipt_email: parts.receiptEmail,
    review: null,
    setup_future_usage: parts.setupFutureUsage,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: parts.statementSuffix,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  }
}
