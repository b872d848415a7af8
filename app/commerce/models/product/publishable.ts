import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { Tenant } from '#core/tenancy/tenant'
import ProductArchived from '#commerce/events/product_archived'
import ProductPublished from '#commerce/events/product_published'
import ProductUnpublished from '#commerce/events/product_unpublished'
import { refuse } from '#commerce/field_error'
import { PRODUCT_LIFECYCLE } from '#commerce/models/product/lifecycle'
import ProductGrant from '#commerce/models/product_grant'
import ProductPrice from '#commerce/models/product_price'
import { forgetOffer, forgetSite } from '#commerce/public_cache'
import type { ProductSchema } from '#database/schema'

const FACTS = {
  published: ProductPublished,
  draft: ProductUnpublished,
  archived: ProductArchived,
}

type ProductState = keyof typeof FACTS

/** For sale or not. What was sold stays sold in every state. */
export function Publishable<T extends NormalizeConstructor<typeof ProductSchema>>(superclass: T) {
  return class PublishableProduct extends superclass {
    get isPublished(): boolean {
      return this.status === 'published'
    }

    /** Puts the product on sale. Throws a message when a price or what it grants is missing. */
    async publish(): Promise<void> {
      const prices = await ProductPrice.query().where('productId', this.id).whereNull('archivedAt')
      if (!this.isFree && prices.length === 0) refuse('status', 'Set a price, or make it free.')
      const grant = await ProductGrant.query().where('productId', this.id).first()
      if (!grant) refuse('status', 'Choose what buyers get.')
      await db.transaction((trx) => this.transitionTo('published', trx))
    }

    async unpublish(): Promise<void> {
      await db.transaction((trx) => this.transitionTo('draft', trx))
    }

    async archive(): Promise<void> {
      await db.transaction((trx) => this.transitionTo('archived', trx))
    }

    /** For a product whose price is set in the same transaction. */
    async publishWithin(trx: TransactionClientContract): Promise<void> {
      await this.transitionTo('published', trx)
    }

    async transitionTo(state: ProductState, trx: TransactionClientContract): Promise<void> {
      if (this.status === state) return
      if (!PRODUCT_LIFECYCLE[this.status]?.includes(state)) {
        refuse('status', `A product that is ${this.status} cannot become ${state}.`)
      }
      this.status = state
      if (state === 'published') this.publishedAt ??= clock.now()
      await this.useTransaction(trx).save()
      await FACTS[state].record(
        { organizationId: Tenant.id(), subjectId: this.id, payload: { name: this.name } },
        trx
      )
      forgetOffer(this.id, trx)
      forgetSite(trx)
    }
  }
}
