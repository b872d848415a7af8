import { v7 as uuid } from 'uuid'
import Factory from '@adonisjs/lucid/factories'
import { clock } from '#core/clock/clock'
import ProductGrant from '#commerce/models/product_grant'

/** Needs a tenant in context and a product. */
export const ProductGrantFactory = Factory.define(ProductGrant, () => ({
  productId: uuid(),
  subjectType: 'course',
  subjectId: uuid(),
  createdAt: clock.now(),
})).build()
