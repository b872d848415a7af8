import { compose } from '@adonisjs/core/helpers'
import { ProductPriceSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'

/** What a product costs in one currency. A former price is archived, never changed. */
export default class ProductPrice extends compose(ProductPriceSchema, Tenanted, WithId) {
  static table = 'product_prices'
}
