import { describeSubjects } from '#access/grantables'
import ProductGrant from '#commerce/models/product_grant'
import type Product from '#commerce/models/product'

/** Where a product is shown on the site: the page of the one thing that it grants, else its own. */
export async function productPath(product: Product): Promise<string> {
  const grants = await ProductGrant.query().where('productId', product.id)
  if (grants.length === 1) {
    const [subject] = await describeSubjects(grants)
    if (subject?.url) return subject.url
  }
  return `/products/${product.slug}`
}
