import { describeSubjects, type DescribedSubject } from '#access/grantables'
import ProductGrant from '#commerce/models/product_grant'
import type Product from '#commerce/models/product'

/** Where a product is shown on the site: the page of the thing that it is the product of, else its own. */
export async function productPath(product: Product): Promise<string> {
  return (await thingSoldBy(product))?.url ?? `/products/${product.slug}`
}

/** Whether it may be bought: published, and so is the course that it is the product of. */
export async function isOnSale(product: Product): Promise<boolean> {
  return product.isPublished && (await thingSoldBy(product))?.isOnSale !== false
}

async function thingSoldBy(product: Product): Promise<DescribedSubject | null> {
  const grants = await ProductGrant.query().where('productId', product.id)
  const subjects = await describeSubjects(grants)
  return subjects.find((subject) => subject.productId === product.id) ?? null
}
