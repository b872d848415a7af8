import type Stripe from 'stripe'
import logger from '@adonisjs/core/services/logger'
import { clock } from '#core/clock/clock'
import { makeToken } from '#core/crypto/tokens'
import { Refusal } from '#core/http/refusal'
import type { MoneyJson } from '#core/money/money'
import { siteUrl } from '#identity/site_url'
import type Organization from '#identity/models/organization'
import { StripeAccount } from '#payments/stripe_account'
import type Product from '#commerce/models/product'
import Order from '#commerce/models/order'
import { Placement } from '#commerce/placement'
import { productPath } from '#commerce/product_path'
import { giveUp } from '#commerce/settlement'

/** Stripe takes thirty minutes at the least, counted by its own clock. */
const SESSION_SECONDS = 30 * 60 + 20

/** A purchase at a provider's page, for one organization's product. */
export class Checkout {
  constructor(
    readonly organization: Organization,
    readonly product: Product
  ) {}

  /**
   * Holds a seat, writes the order, and opens the payment page. Resolves to its
   * address. Throws a Refusal: E_SOLD_OUT, or E_PAYMENT_PAGE when the provider
   * does not answer; then nothing is held and nothing was charged.
   */
  async begin(price: MoneyJson): Promise<string> {
    const account = await StripeAccount.forOrganization(this.organization.id)
    const { token, hash } = makeToken()
    const order = await new Placement(this.product).place({
      price,
      locale: this.organization.locale,
      provider: 'stripe',
      providerAccount: account.key,
      returnTokenHash: hash,
    })
    try {
      const session = await account.client.checkout.sessions.create(
        await this.#sessionOf(order, token),
        { idempotencyKey: `checkout-${order.id}` }
      )
      await this.#keep(order, session)
      return session.url!
    } catch (error) {
      logger.error({ err: error, orderId: order.id }, 'payment page could not be opened')
      await giveUp(order.id, 'The payment page could not be opened')
      throw new Refusal('The payment page could not be opened. Nothing was charged.', {
        code: 'E_PAYMENT_PAGE',
        status: 503,
      })
    }
  }

  async #sessionOf(order: Order, token: string): Promise<Stripe.Checkout.SessionCreateParams> {
    const site = await siteUrl(this.organization)
    const metadata = { order_id: order.id, organization_id: this.organization.id }
    return {
      mode: 'payment',
      client_reference_id: order.id,
      metadata,
      payment_intent_data: { metadata, description: `Order ${order.number}` },
      line_items: [
        {
          quantity: 1,
          price_data: {
            currency: order.currency.toLowerCase(),
            unit_amount: order.totalMinor,
            product_data: { name: this.product.name },
          },
        },
      ],
      expires_at: Math.floor(clock.millis() / 1000) + SESSION_SECONDS,
      success_url: `${site}/checkout/return/${order.id}?token=${token}`,
      cancel_url: `${site}${await productPath(this.product)}`,
    }
  }

  /** Another process may have settled the order by now: only what belongs to the session is written. */
  async #keep(order: Order, session: Stripe.Checkout.Session): Promise<void> {
    await Order.query()
      .where('id', order.id)
      .update({
        checkout_session_id: session.id,
        checkout_url: session.url,
        expires_at: new Date(session.expires_at * 1000),
        updated_at: clock.now().toSQL(),
      })
  }
}

/** An order of nothing to pay; who buys is known from the form. */
export async function placeFreeOrder(
  product: Product,
  { currency, locale }: { currency: string; locale: string }
): Promise<Order> {
  return new Placement(product).place({
    price: { minor: 0, currency },
    locale,
    provider: null,
    providerAccount: null,
    returnTokenHash: makeToken().hash,
  })
}
