import { invalid, missing, noSuch } from '#sandbox/stripe/errors'
import { newId } from '#sandbox/stripe/ids'
import { buildLineItem } from '#sandbox/stripe/objects/line_item'
import { buildSession } from '#sandbox/stripe/objects/session'
import type Stripe from 'stripe'
import type { Account } from '#sandbox/stripe/account'
import type { Params } from '#sandbox/stripe/params'

const KNOWN =
  'mode line_items success_url cancel_url customer customer_email customer_creation client_reference_id metadata payment_intent_data expires_at locale submit_type billing_address_collection phone_number_collection allow_promotion_codes payment_method_types ui_mode automatic_tax invoice_creation customer_update expand'.split(
    ' '
  )
const HALF_HOUR = 30 * 60
const DAY = 24 * 3600
/** Clocks of caller and stand-in may differ by this many seconds. */
const TOLERANCE = 60
const LEAST: Record<string, number> = { gbp: 30, jpy: 50, sek: 300, nok: 300, dkk: 250, pln: 200 }

/** Checks the parameters of a new session as Stripe does, and stores it. Throws StripeProblem. */
export function createSession(
  account: Account,
  params: Params,
  place: { now: number; url: string }
): Stripe.Checkout.Session {
  params.only(...KNOWN)
  refuseUnsupported(params)
  const { customer, customerEmail } = payerOf(account, params)
  const lineItems = lineItemsOf(params, place.now)
  const currency = lineItems[0].currency
  const amount = lineItems.reduce((sum, item) => sum + item.amount_total, 0)
  const least = LEAST[currency] ?? 50
  if (amount > 0 && amount < least) {
    throw invalid(
      undefined,
      `The Checkout Session's total amount must convert to at least ${least} in the smallest unit of ${currency}.`,
      'amount_too_small'
    )
  }
  const intent = params
    .nested('payment_intent_data')
    .only(
      'metadata',
      'description',
      'receipt_email',
      'setup_future_usage',
      'statement_descriptor_suffix'
    )
  const id = newId('cs_test', 58)
  const session = buildSession({
    id,
    url: `${place.url}/stripe/checkout/${id}`,
    amount,
    currency,
    created: place.now,
    expiresAt: expiryOf(params, place.now),
    successUrl: urlOf(params, 'success_url') ?? absent('success_url'),
    cancelUrl: urlOf(params, 'cancel_url'),
    clientReferenceId: params.text('client_reference_id'),
    customer,
    customerCreation: customer
      ? null
      : (params.oneOf('customer_creation', ['always', 'if_required']) ?? 'if_required'),
    customerEmail,
    locale: params.text('locale') as Stripe.Checkout.Session['locale'],
    submitType: params.oneOf('submit_type', ['auto', 'book', 'donate', 'pay']),
    billingAddressCollection: params.oneOf('billing_address_collection', ['auto', 'required']),
    allowPromotionCodes: params.flag('allow_promotion_codes'),
    phoneNumbers: params.nested('phone_number_collection').flag('enabled') ?? false,
    paymentMethodTypes: methodTypes(params, currency),
    metadata: params.metadata(),
  })
  account.collections.checkout.put({
    id,
    lineItems,
    intentMetadata: intent.metadata(),
    intentDescription: intent.text('description'),
    receiptEmail: intent.text('receipt_email'),
    setupFutureUsage: intent.oneOf('setup_future_usage', ['off_session', 'on_session']),
    statementSuffix: intent.text('statement_descriptor_suffix'),
    challenge: null,
    settlesAt: null,
  })
  return account.collections.session.put(session)
}

function refuseUnsupported(params: Params): void {
  const mode = params.needText('mode')
  if (mode !== 'payment')
    throw invalid('mode', `The sandbox stands in for mode payment, not ${mode}.`)
  params.oneOf('ui_mode', ['hosted', 'hosted_page'])
  for (const extra of ['automatic_tax', 'invoice_creation']) {
    if (params.nested(extra).flag('enabled')) {
      throw invalid(`${extra}[enabled]`, `The sandbox does not stand in for ${extra}.`)
    }
  }
}

function payerOf(account: Account, params: Params) {
  const customer = params.text('customer')
  const customerEmail = params.text('customer_email')
  if (customer && customerEmail) {
    throw invalid(
      'customer_email',
      'You may only specify one of these parameters: customer, customer_email.'
    )
  }
  if (customer && !account.collections.customer.has(customer)) {
    throw noSuch('customer', customer, 'customer')
  }
  if (customerEmail && !/^[^\s@]+@[^\s@]+$/.test(customerEmail)) {
    throw invalid('customer_email', `Invalid email address: ${customerEmail}`, 'email_invalid')
  }
  return { customer, customerEmail }
}

function lineItemsOf(params: Params, created: number): Stripe.LineItem[] {
  const items = params.list('line_items')
  if (items.length === 0) throw missing('line_items')
  if (items.length > 100) throw invalid('line_items', 'You can specify up to 100 line items.')
  const built = items.map((item) => {
    item.only('price_data', 'quantity', 'metadata')
    if (!item.has('price_data')) throw missing(item.name('price_data'))
    const price = item
      .nested('price_data')
      .only(
        'currency',
        'product',
        'product_data',
        'unit_amount',
        'unit_amount_decimal',
        'tax_behavior'
      )
    const product = price
      .nested('product_data')
      .only('name', 'description', 'images', 'metadata', 'tax_code', 'unit_label')
    const unitAmount = price.integer('unit_amount') ?? price.integer('unit_amount_decimal')
    if (unitAmount === null) throw missing(price.name('unit_amount'))
    const quantity = item.integer('quantity') ?? absent(item.name('quantity'))
    if (unitAmount < 0) throw tooSmall(price.name('unit_amount'), 0)
    if (quantity < 1) throw tooSmall(item.name('quantity'), 1)
    return buildLineItem({
      name: price.text('product') ?? product.needText('name'),
      currency: currencyOf(price),
      unitAmount,
      quantity,
      taxBehavior:
        price.oneOf('tax_behavior', ['exclusive', 'inclusive', 'unspecified']) ?? 'unspecified',
      metadata: item.metadata(),
      product: price.text('product'),
      created,
    })
  })
  if (built.some(({ currency }) => currency !== built[0].currency)) {
    throw invalid('line_items', 'All line items must have the same currency.')
  }
  return built
}

function currencyOf(price: Params): string {
  const currency = price.needText('currency').toLowerCase()
  if (!/^[a-z]{3}$/.test(currency)) {
    throw invalid(price.name('currency'), `Invalid currency: ${currency}`)
  }
  return currency
}

function expiryOf(params: Params, now: number): number {
  const wanted = params.integer('expires_at')
  if (wanted === null) return now + DAY
  if (wanted < now + HALF_HOUR - TOLERANCE) {
    throw invalid(
      'expires_at',
      'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.'
    )
  }
  if (wanted > now + DAY + TOLERANCE) {
    throw invalid(
      'expires_at',
      'The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.'
    )
  }
  return wanted
}

function methodTypes(params: Params, currency: string): string[] {
  const given = params.texts('payment_method_types')
  return given.length ? given : ['card', currency === 'usd' ? 'us_bank_account' : 'sepa_debit']
}

function urlOf(params: Params, field: string): string | null {
  const value = params.text(field)
  if (value === null) return null
  if (!/^https?:\/\//.test(value) || !URL.canParse(value)) {
    throw invalid(field, 'Not a valid URL', 'url_invalid')
  }
  return value
}

function absent(param: string): never {
  throw missing(param)
}

const tooSmall = (param: string, least: number) =>
  invalid(
    param,
    `This value must be greater than or equal to ${least}.`,
    'parameter_invalid_integer'
  )
