import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Tenant } from '#core/tenancy/tenant'
import { Offer, type OfferData } from '#commerce/offer'
import Product from '#commerce/models/product'
import CourseUpdated from '#courses/events/course_updated'
import { forgetPages } from '#courses/public_cache'
import type { CourseSchema } from '#database/schema'

export type Pricing = {
  isFree: boolean
  prices: { currency: string; amountMinor: number }[]
  /** Null: as many as come. */
  seatLimit: number | null
}

/** A course is sold by a product of its own, made when a price is first set. */
export function Sold<T extends NormalizeConstructor<typeof CourseSchema>>(superclass: T) {
  return class SoldCourse extends superclass {
    /** What the course costs, in the currency asked for or the organization's; null without a product. */
    async offer(currency?: string): Promise<OfferData | null> {
      return this.productId ? Offer.forProduct(this.productId, currency) : null
    }

    /** The product that sells this course; null before a price was set. */
    async product(): Promise<Product | null> {
      return this.productId ? Product.query().where('id', this.productId).firstOrFail() : null
    }

    async setPricing({ isFree, prices, seatLimit }: Pricing): Promise<void> {
      await db.transaction(async (trx) => {
        const product = this.productId
          ? await Product.query({ client: trx })
              .where('id', this.productId)
              .forUpdate()
              .firstOrFail()
          : await Product.forCourse({ courseId: this.id, title: this.title }, trx)
        await product.revise({ isFree }, trx)
        await product.setPrices(isFree ? [] : prices, trx)
        await product.limitSeats(seatLimit, trx)
        this.productId = product.id
        await this.useTransaction(trx).save()
        await this.sellOnlyWhenPublished(trx)
        await CourseUpdated.record(
          { organizationId: Tenant.id(), subjectId: this.id, payload: { changed: ['pricing'] } },
          trx
        )
        forgetPages(this.id, trx)
      })
    }

    /** A course that is not on sale cannot be bought by who kept its product's id either. */
    async sellOnlyWhenPublished(trx: TransactionClientContract): Promise<void> {
      if (!this.productId) return
      const product = await Product.query({ client: trx }).where('id', this.productId).firstOrFail()
      await product.transitionTo(this.status === 'published' ? 'published' : 'draft', trx)
    }
  }
}
