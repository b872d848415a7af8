import type Stripe from 'stripe'
import { newId, random } from '#sandbox/stripe/ids'

export interface ChargeParts {
  intent: Stripe.PaymentIntent
  method: Stripe.PaymentMethod
  created: number
  /** Passed a 3-D Secure challenge. */
  authenticated: boolean
  failure: { code: string; declineCode: string; message: string } | null
  status: 'succeeded' | 'pending' | 'failed'
}

export function buildCharge(parts: ChargeParts): Stripe.Charge {
  const { intent, method, failure } = parts
  const paid = parts.status === 'succeeded'
  return {
    id: newId('ch'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: paid ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: method.billing_details,
    calculated_statement_descriptor: 'WARREN SANDBOX',
    captured: paid,
    created: parts.created,
    currency: intent.currency,
    customer: intent.customer as string | null,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: failure?.code ?? null,
    failure_message: failure?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: { ...intent.metadata },
    on_behalf_of: null,
    outcome: buildOutcome(failure),
    paid,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: methodDetails(parts),
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: parts.status,
    transfer_data: null,
    transfer_group: null,
  }
}

export const buildOutcome = (failure: ChargeParts['failure']): Stripe.Charge.Outcome => ({
  advice_code: null,
  network_advice_code: null,
  network_decline_code: failure ? '01' : null,
  network_status: failure ? 'declined_by_network' : 'approved_by_network',
  reason: failure?.declineCode ?? null,
  seller_message: failure
    ? 'The bank did not return any further details with this decline.'
    : 'Payment complete.',
  type: failure ? 'issuer_declined' : 'authorized',
})

function methodDetails({ intent, method, authenticated }: ChargeParts) {
  if (method.us_bank_account) {
    const { account_holder_type, account_type, bank_name, last4, routing_number } =
      method.us_bank_account
    const bank = { account_holder_type, account_type, bank_name, last4, routing_number }
    const debit = {
      ...bank,
      fingerprint: method.us_bank_account.fingerprint,
      payment_reference: null,
    }
    return { type: 'us_bank_account', us_bank_account: debit }
  }
  if (method.sepa_debit) {
    const { bank_code, branch_code, country, fingerprint, last4 } = method.sepa_debit
    return {
      type: 'sepa_debit',
      sepa_debit: { bank_code, branch_code, country, fingerprint, last4, mandate: null },
    }
  }
  return { type: 'card', card: cardDetails(method.card!, intent.amount, authenticated) }
}

function cardDetails(
  card: Stripe.PaymentMethod.Card,
  amount: number,
  authenticated: boolean
): Stripe.Charge.PaymentMethodDetails.Card {
  return {
    amount_authorized: amount,
    authorization_code: String(100_000 + Math.floor(Math.random() * 900_000)),
    brand: card.brand,
    checks: card.checks,
    country: card.country,
    electronic_commerce_indicator: null,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    fingerprint: card.fingerprint,
    funding: card.funding,
    installments: null,
    last4: card.last4,
    mandate: null,
    network: card.brand,
    network_transaction_id: random(15),
    regulated_status: card.regulated_status,
    three_d_secure: authenticated ? challengePassed() : null,
    transaction_link_id: null,
    wallet: null,
  }
}

const challengePassed = (): Stripe.Charge.PaymentMethodDetails.Card.ThreeDSecure => ({
  authentication_flow: 'challenge',
  electronic_commerce_indicator: '05',
  exemption_indicator: null,
  result: 'authenticated',
  result_reason: null,
  transaction_id: random(36),
  version: '2.2.0',
})
