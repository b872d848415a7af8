import { compose } from '@adonisjs/core/helpers'
import { hasMany } from '@adonisjs/lucid/orm'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { HasMany } from '@adonisjs/lucid/types/relations'
import { ProductSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'
import ProductGrant from '#commerce/models/product_grant'
import ProductPrice from '#commerce/models/product_price'
import { Authored } from '#commerce/models/product/authored'
import { Granting } from '#commerce/models/product/granting'
import { Priced } from '#commerce/models/product/priced'
import { Publishable } from '#commerce/models/product/publishable'
import { Seated } from '#commerce/models/product/seated'

/** What can be bought: prices, what it grants, and how many there are. */
export default class Product extends compose(
  ProductSchema,
  Tenanted,
  WithId,
  Authored,
  Granting,
  Priced,
  Seated,
  Publishable
) {
  static table = 'products'

  @hasMany(() => ProductPrice, {
    onQuery: (query) => void query.whereNull('archivedAt').orderBy('currency'),
  })
  declare prices: HasMany<typeof ProductPrice>

  @hasMany(() => ProductGrant)
  declare grants: HasMany<typeof ProductGrant>

  /**
   * The product that sells one course. It is for sale from the start: the
   * course decides whether anybody sees it.
   */
  static async forCourse(
    { courseId, title }: { courseId: string; title: string },
    trx: TransactionClientContract
  ): Promise<Product> {
    const product = await Product.begin(title, trx)
    await product.setGrants([{ subjectType: 'course', subjectId: courseId }], trx)
    await product.publishWithin(trx)
    return product
  }
}
