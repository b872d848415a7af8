import type Stripe from 'stripe'
import { createHash } from 'node:crypto'
import { newId } from '#sandbox/stripe/ids'
import { billingDetails } from '#sandbox/stripe/objects/address'
import type { Card } from '#sandbox/stripe/cards'

export interface Payer {
  email: string | null
  name: string | null
}

const CHECKS = { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' }
export const fingerprint = (text: string) =>
  createHash('sha256').update(text).digest('base64url').replace(/[-_]/g, '0').slice(0, 16)

export function buildCardMethod(card: Card, payer: Payer, created: number): Stripe.PaymentMethod {
  return {
    ...base(payer, created),
    type: 'card',
    card: {
      brand: card.brand,
      checks: CHECKS,
      country: 'US',
      display_brand: card.brand,
      exp_month: card.expMonth,
      exp_year: card.expYear,
      fingerprint: fingerprint(card.number),
      funding: 'credit',
      generated_from: null,
      last4: card.last4,
      networks: { available: [card.brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
  }
}

/** A debit that settles later: ACH for dollars, SEPA for everything else. */
export function buildDebitMethod(
  currency: string,
  payer: Payer,
  created: number
): Stripe.PaymentMethod {
  if (currency === 'usd') {
    return { ...base(payer, created), type: 'us_bank_account', us_bank_account: usBankAccount() }
  }
  return {
    ...base(payer, created),
    type: 'sepa_debit',
    sepa_debit: {
      bank_code: '37040044',
      branch_code: '',
      country: 'DE',
      fingerprint: fingerprint('DE89370400440532013000'),
      generated_from: { charge: null, setup_attempt: null },
      last4: '3000',
    },
  }
}

const usBankAccount = (): Stripe.PaymentMethod.UsBankAccount => ({
  account_holder_type: 'individual',
  account_type: 'checking',
  bank_name: 'STRIPE TEST BANK',
  financial_connections_account: null,
  fingerprint: fingerprint('000123456789'),
  last4: '6789',
  networks: { preferred: 'ach', supported: ['ach'] },
  routing_number: '110000000',
  status_details: {},
})

const base = (payer: Payer, created: number) => ({
  id: newId('pm'),
  object: 'payment_method' as const,
  allow_redisplay: 'limited' as const,
  billing_details: billingDetails(payer.email, payer.name),
  created,
  customer: null,
  customer_account: null,
  livemode: false,
  metadata: {},
})
