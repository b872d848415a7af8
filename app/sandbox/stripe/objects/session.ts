import type Stripe from 'stripe'

/** What a new session is made of; amounts in the smallest unit, times in seconds. */
export interface SessionParts {
  id: string
  url: string
  amount: number
  currency: string
  created: number
  expiresAt: number
  successUrl: string
  cancelUrl: string | null
  clientReferenceId: string | null
  customer: string | null
  customerCreation: 'always' | 'if_required' | null
  customerEmail: string | null
  locale: Stripe.Checkout.Session['locale']
  submitType: Stripe.Checkout.Session['submit_type']
  billingAddressCollection: Stripe.Checkout.Session['billing_address_collection']
  allowPromotionCodes: boolean | null
  phoneNumbers: boolean
  paymentMethodTypes: string[]
  metadata: Record<string, string>
}

export function buildSession(parts: SessionParts): Stripe.Checkout.Session {
  return {
    id: parts.id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: parts.allowPromotionCodes,
    allowed_payment_method_types: null,
    amount_subtotal: parts.amount,
    amount_total: parts.amount,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: parts.billingAddressCollection,
    cancel_url: parts.cancelUrl,
    client_reference_id: parts.clientReferenceId,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: parts.created,
    currency: parts.currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer: parts.customer,
    customer_account: null,
    customer_creation: parts.customerCreation,
    customer_details: parts.customerEmail ? customerDetails(parts.customerEmail, null) : null,
    customer_email: parts.customerEmail,
    discounts: [],
    expires_at: parts.expiresAt,
    integration_identifier: null,
    invoice: null,
    invoice_creation: {
      enabled: false,
      invoice_data: {
        account_tax_ids: null,
        custom_fields: null,
        description: null,
        footer: null,
        issuer: null,
        metadata: {},
        rendering_options: null,
      },
    },
    livemode: false,
    locale: parts.locale,
    managed_payments: { enabled: false },
    metadata: parts.metadata,
    mode: 'payment',
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: 'if_required',
    payment_method_configuration_details: null,
    payment_method_options: { card: { request_three_d_secure: 'automatic' } },
    payment_method_types: parts.paymentMethodTypes,
    payment_status: 'unpaid',
    permissions: null,
    phone_number_collection: { enabled: parts.phoneNumbers },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    submit_type: parts.submitType,
    subscription: null,
    success_url: parts.successUrl,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: parts.url,
    wallet_options: null,
  }
}

export const customerDetails = (
  email: string | null,
  name: string | null
): Stripe.Checkout.Session.CustomerDetails => ({
  address: null,
  business_name: null,
  email,
  individual_name: null,
  name,
  phone: null,
  tax_exempt: 'none',
  tax_ids: null,
})
