import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { refuse } from '#commerce/field_error'
import ProductSeats from '#commerce/models/product_seats'
import { forgetOffer } from '#commerce/public_cache'
import { countSeats, setSeatLimit } from '#commerce/queries/seats'
import type { ProductSchema } from '#database/schema'

/** How many can be sold. */
export function Seated<T extends NormalizeConstructor<typeof ProductSchema>>(superclass: T) {
  return class SeatedProduct extends superclass {
    /** Null for as many as come. Throws a message at the field for fewer seats than are given away. */
    async limitSeats(limit: number | null, trx: TransactionClientContract): Promise<void> {
      // Locked, so that no seat is taken between the look at the counts and the new limit.
      const seats = await ProductSeats.query({ client: trx })
        .where('productId', this.id)
        .forUpdate()
        .first()
      if (limit === null) {
        await ProductSeats.query({ client: trx }).where('productId', this.id).delete()
      } else {
        const { sold, held } = seats ?? (await countSeats(this.id, trx))
        // What was there stays possible: a failed refund may have made one too many.
        if (limit !== seats?.seatLimit && limit < sold + held) {
          refuse('seatLimit', tooFew(sold, held))
        }
        await setSeatLimit(this.id, limit, { sold, held }, trx)
      }
      forgetOffer(this.id, trx)
    }

    /** Null for a product without a limit. */
    async seats(): Promise<ProductSeats | null> {
      return ProductSeats.query().where('productId', this.id).first()
    }
  }
}

function tooFew(sold: number, held: number): string {
  const given = [sold > 0 && `${sold} sold`, held > 0 && `${held} held by who pays now`]
  return `There are ${given.filter(Boolean).join(' and ')}: the number can be ${sold + held} or more`
}
