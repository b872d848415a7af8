import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { purgePages, SITE } from '#core/http/public_page'

/** Tag of every page that shows this product's price or seats. */
export const productTag = (productId: string) => `product:${productId}`

/** Tag of every page that shows products in a list. */
export const PRODUCT_LISTS = 'products'

/** After the commit, lets the public pages that show this product be rendered anew. */
export function forgetOffer(productId: string, trx: TransactionClientContract): void {
  trx.after('commit', () => purgePages([productTag(productId), PRODUCT_LISTS]))
}

/** After the commit, lets the whole site be rendered anew: its menu or its currencies may be others. */
export function forgetSite(trx: TransactionClientContract): void {
  trx.after('commit', () => purgePages([SITE]))
}
