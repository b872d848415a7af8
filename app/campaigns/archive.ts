import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { purgePages, SITE } from '#core/http/public_page'

/** Tag of the pages of a site that show its letters. */
export const LETTERS = 'letters'

/** After the commit, lets the archive be rendered anew, and the menu that may name it. */
export function forgetArchive(trx: TransactionClientContract): void {
  trx.after('commit', () => purgePages([LETTERS, SITE]))
}
