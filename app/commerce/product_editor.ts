import db from '@adonisjs/lucid/services/db'
import { describeSubjects } from '#access/grantables'
import { refuse } from '#commerce/field_error'
import Product from '#commerce/models/product'
import type { ProductDetails } from '#commerce/models/product/authored'
import type { Subject } from '#commerce/models/product/granting'
import type { PriceInput } from '#commerce/models/product/priced'

export type ProductForm = ProductDetails & {
  prices: PriceInput[]
  grants: Subject[]
  seatLimit?: number | null
}

export function beginProduct(name: string): Promise<Product> {
  return db.transaction((trx) => Product.begin(name, trx))
}

/** Saves the whole form or nothing. Throws messages at the fields. */
export async function reviseProduct(product: Product, form: ProductForm): Promise<void> {
  const { prices, grants, seatLimit = null, ...details } = form
  const known = await describeSubjects(grants)
  if (known.length !== grants.length) refuse('grants', 'Choose from the list.')
  if (product.isPublished && !details.isFree && prices.length === 0) {
    refuse('prices', 'A product on sale needs a price, or is free.')
  }
  if (product.isPublished && grants.length === 0) {
    refuse('grants', 'A product on sale has to give something.')
  }
  await db.transaction(async (trx) => {
    await product.revise(details, trx)
    await product.setPrices(details.isFree ? [] : prices, trx)
    await product.setGrants(grants, trx)
    await product.limitSeats(seatLimit, trx)
  })
}
