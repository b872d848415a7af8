import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { purgePages, SITE } from '#core/http/public_page'

/** Tag of every page that shows courses in a list. */
export const CATALOGUE = 'courses'

/** Tag of every page that shows this course. */
export const courseTag = (courseId: string) => `course:${courseId}`

/** After the commit, lets the public pages that show this course be rendered anew. */
export function forgetPages(courseId: string, trx: TransactionClientContract): void {
  trx.after('commit', () => purgePages([courseTag(courseId), CATALOGUE]))
}

/** After the commit, lets the whole site be rendered anew: its menu or its currencies may be others. */
export function forgetSite(trx: TransactionClientContract): void {
  trx.after('commit', () => purgePages([SITE]))
}
