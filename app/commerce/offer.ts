import type { MoneyJson } from '#core/money/money'
import { Tenant } from '#core/tenancy/tenant'
import Organization from '#identity/models/organization'
import Product from '#commerce/models/product'

/** What a visitor may know of a product that is for sale. */
export type OfferData = {
  productId: string
  name: string
  isFree: boolean
  /** In the currency asked for, else the organization's, else the first; null where none is set. */
  price: MoneyJson | null
  prices: MoneyJson[]
  currencies: string[]
  /** Null: as many as come. */
  seatsLeft: number | null
  soldOut: boolean
}

/** A product as it is offered. Prices and seats come from the rows that enforce them. */
export class Offer {
  /** Null for a product that is not there or was archived. */
  static async forProduct(productId: string, currency?: string | null): Promise<OfferData | null> {
    const product = await Product.query()
      .where('id', productId)
      .whereNot('status', 'archived')
      .preload('prices')
      .first()
    return product ? Offer.of(product, currency) : null
  }

  /** Needs the product's prices loaded. */
  static async of(product: Product, currency?: string | null): Promise<OfferData> {
    const prices = product.prices.map((price) => ({
      minor: price.amountMinor,
      currency: price.currency,
    }))
    const seatsLeft = (await product.seats())?.left ?? null
    return {
      productId: product.id,
      name: product.name,
      isFree: product.isFree,
      price: product.isFree ? null : await choose(prices, currency),
      prices,
      currencies: prices.map((price) => price.currency),
      seatsLeft,
      soldOut: seatsLeft === 0,
    }
  }
}

async function choose(
  prices: MoneyJson[],
  currency: string | null | undefined
): Promise<MoneyJson | null> {
  const wanted = typeof currency === 'string' ? currency.toUpperCase() : null
  const asked = prices.find((price) => price.currency === wanted)
  if (asked || prices.length < 2) return asked ?? prices[0] ?? null
  const organization = await Organization.findOrFail(Tenant.id())
  return prices.find((price) => price.currency === organization.currency) ?? prices[0]
}
