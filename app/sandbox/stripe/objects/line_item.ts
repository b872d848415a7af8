import type Stripe from 'stripe'
import { newId } from '#sandbox/stripe/ids'

/** One position of a session; `unitAmount` in the smallest unit of the currency. */
export interface LineItemParts {
  name: string
  currency: string
  unitAmount: number
  quantity: number
  taxBehavior: 'exclusive' | 'inclusive' | 'unspecified'
  metadata: Record<string, string>
  product: string | null
  created: number
}

export function buildLineItem(parts: LineItemParts): Stripe.LineItem {
  const amount = parts.unitAmount * parts.quantity
  return {
    id: newId('li'),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: parts.currency,
    description: parts.name,
    metadata: parts.metadata,
    price: buildPrice(parts),
    quantity: parts.quantity,
  }
}

function buildPrice(parts: LineItemParts): Stripe.Price {
  const price = {
    id: newId('price'),
    object: 'price' as const,
    // A price made inside a session cannot be used for another one.
    active: false,
    billing_scheme: 'per_unit' as const,
    created: parts.created,
    currency: parts.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: {},
    nickname: null,
    product: parts.product ?? newId('prod', 14),
    recurring: null,
    tax_behavior: parts.taxBehavior,
    tiers_mode: null,
    transform_quantity: null,
    type: 'one_time' as const,
    unit_amount: parts.unitAmount,
    unit_amount_decimal: String(parts.unitAmount),
  }
  // On the wire a decimal is a string; the SDK's type is what it makes of it.
  return price as unknown as Stripe.Price
}
