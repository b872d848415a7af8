import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import ProductPrice from '#commerce/models/product_price'
import { forgetOffer, forgetSite } from '#commerce/public_cache'
import type { ProductSchema } from '#database/schema'

export type PriceInput = { currency: string; amountMinor: number }

/** One price for each currency. A price is never changed: a new one takes its place. */
export function Priced<T extends NormalizeConstructor<typeof ProductSchema>>(superclass: T) {
  return class PricedProduct extends superclass {
    async setPrices(prices: PriceInput[], trx: TransactionClientContract): Promise<void> {
      const wanted = new Map(
        prices.map(({ currency, amountMinor }) => [currency.toUpperCase(), amountMinor])
      )
      const present = await ProductPrice.query({ client: trx })
        .where('productId', this.id)
        .whereNull('archivedAt')
        .forUpdate()
      for (const price of present) {
        if (wanted.get(price.currency) === price.amountMinor) {
          wanted.delete(price.currency)
          continue
        }
        price.archivedAt = clock.now()
        await price.useTransaction(trx).save()
      }
      for (const [currency, amountMinor] of wanted) {
        await ProductPrice.create(
          { productId: this.id, currency, amountMinor, createdAt: clock.now() },
          { client: trx }
        )
      }
      forgetOffer(this.id, trx)
      forgetSite(trx)
    }
  }
}
