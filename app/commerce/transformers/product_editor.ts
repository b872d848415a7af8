import { CURRENCIES } from '#core/money/money'
import { grantables } from '#access/grantables'
import type { Staff } from '#identity/staff'
import ProductGrant from '#commerce/models/product_grant'
import type Product from '#commerce/models/product'
import { productPath } from '#commerce/product_path'

/** Props of a product's page in the admin. Needs its prices loaded. */
export async function productEditor(product: Product, staff: Staff) {
  const grants = await ProductGrant.query().where('productId', product.id)
  const seats = await product.seats()
  const choices = await Promise.all(
    grantables.entries().map(async ([type, { label, options }]) => ({
      type,
      label,
      options: await options(),
    }))
  )
  return {
    product: {
      id: product.id,
      name: product.name,
      slug: product.slug,
      description: product.description,
      status: product.status,
      isFree: product.isFree,
      accessDays: product.accessDays,
      refundPolicy: product.refundPolicy,
      prices: product.prices.map(({ currency, amountMinor }) => ({ currency, amountMinor })),
      grants: grants.map(({ subjectType, subjectId }) => ({ subjectType, subjectId })),
      seatLimit: seats?.seatLimit ?? null,
      sold: seats?.sold ?? 0,
      held: seats?.held ?? 0,
      free: seats?.left ?? null,
      updatedAt: product.updatedAt.toISO()!,
    },
    choices,
    currencies: [...CURRENCIES],
    organizationCurrency: staff.organization.currency,
    url: await productPath(product),
    can: { update: staff.can('products:update'), publish: staff.can('products:publish') },
  }
}
