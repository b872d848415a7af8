import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'

/** Whether a file is a public picture of this organization, fit to be its logo. */
export async function isOwnPicture(
  organizationId: string,
  fileId: string,
  trx: TransactionClientContract
): Promise<boolean> {
  const rows = await sql(
    `select 1 from files where organization_id = ? and id = ? and visibility = 'public' and mime like 'image/%'`,
    [organizationId, fileId],
    trx
  )
  return rows.length > 0
}
