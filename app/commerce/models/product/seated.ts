import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import ProductSeats from '#commerce/models/product_seats'
import { forgetOffer } from '#commerce/public_cache'
import { countSeats, setSeatLimit } from '#commerce/queries/seats'
import type { ProductSchema } from '#database/schema'

/** How many can be sold. */
export function Seated<T extends NormalizeConstructor<typeof ProductSchema>>(superclass: T) {
  return class SeatedProduct extends superclass {
    /** Null for as many as come. A limit below what is sold and held sells no more. */
    async limitSeats(limit: number | null, trx: TransactionClientContract): Promise<void> {
      if (limit === null) {
        await ProductSeats.query({ client: trx }).where('productId', this.id).delete()
      } else {
        await setSeatLimit(this.id, limit, await countSeats(this.id, trx), trx)
      }
      forgetOffer(this.id, trx)
    }

    /** Null for a product without a limit. */
    async seats(): Promise<ProductSeats | null> {
      return ProductSeats.query().where('productId', this.id).first()
    }
  }
}
