import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { Tenant } from '#core/tenancy/tenant'
import ProductCreated from '#commerce/events/product_created'
import ProductUpdated from '#commerce/events/product_updated'
import { refuse } from '#commerce/field_error'
import { forgetOffer } from '#commerce/public_cache'
import { takenSlugs } from '#commerce/queries/products'
import { freeSlug, slugOf } from '#commerce/slug'
import type { ProductSchema } from '#database/schema'

export type ProductDetails = Partial<
  Pick<
    ProductSchema,
    'name' | 'slug' | 'description' | 'coverFileId' | 'isFree' | 'accessDays' | 'refundPolicy'
  >
>

/** Writing a product. */
export function Authored<T extends NormalizeConstructor<typeof ProductSchema>>(superclass: T) {
  return class AuthoredProduct extends superclass {
    /** Begins a draft whose slug is made of its name. */
    static async begin<M extends T>(
      this: M,
      name: string,
      trx: TransactionClientContract
    ): Promise<InstanceType<M>> {
      const slug = slugOf(name, 'product')
      const product = new this() as InstanceType<M>
      Object.assign(product, {
        name,
        slug: freeSlug(slug, await takenSlugs(slug, trx)),
        status: 'draft',
        isFree: false,
        refundPolicy: 'revoke',
        createdAt: clock.now(),
      })
      await product.useTransaction(trx).save()
      await ProductCreated.record(
        { organizationId: Tenant.id(), subjectId: product.id, payload: { name } },
        trx
      )
      return product
    }

    /** Changes what is given. Throws a message at the field for a taken slug. */
    async revise(details: ProductDetails, trx: TransactionClientContract): Promise<void> {
      if (details.slug && details.slug !== this.slug) {
        const taken = await takenSlugs(details.slug, trx)
        if (taken.includes(details.slug))
          refuse('slug', 'Another product has this address already.')
      }
      Object.assign(this, details)
      const changed = Object.keys(this.$dirty)
      if (changed.length === 0) return
      await this.useTransaction(trx).save()
      await ProductUpdated.record(
        { organizationId: Tenant.id(), subjectId: this.id, payload: { changed } },
        trx
      )
      forgetOffer(this.id, trx)
    }
  }
}
