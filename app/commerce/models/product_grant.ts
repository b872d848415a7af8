import { compose } from '@adonisjs/core/helpers'
import { ProductGrantSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'

/** What a product gives to who buys it. */
export default class ProductGrant extends compose(ProductGrantSchema, Tenanted, WithId) {
  static table = 'product_grants'
}
