import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import ProductGrant from '#commerce/models/product_grant'
import { forgetOffer } from '#commerce/public_cache'
import type { ProductSchema } from '#database/schema'

export type Subject = { subjectType: string; subjectId: string }

/** What buying gives access to. A change holds for sales from then on. */
export function Granting<T extends NormalizeConstructor<typeof ProductSchema>>(superclass: T) {
  return class GrantingProduct extends superclass {
    async setGrants(subjects: Subject[], trx: TransactionClientContract): Promise<void> {
      const present = await ProductGrant.query({ client: trx }).where('productId', this.id)
      const key = (subject: Subject) => `${subject.subjectType}:${subject.subjectId}`
      const wanted = new Map(subjects.map((subject) => [key(subject), subject]))
      for (const grant of present) {
        if (!wanted.delete(key(grant))) await grant.useTransaction(trx).delete()
      }
      for (const { subjectType, subjectId } of wanted.values()) {
        await ProductGrant.create(
          { productId: this.id, subjectType, subjectId, createdAt: clock.now() },
          { client: trx }
        )
      }
      forgetOffer(this.id, trx)
    }
  }
}
