import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'

/** Contacts that a chunk of an import made (by their ids), and those that the import changed; at most `limit`. */
export async function importedContacts(
  organizationId: string,
  { importId, firstId, lastId }: { importId: string; firstId: string; lastId: string },
  limit: number,
  trx: TransactionClientContract
): Promise<string[]> {
  const rows = await sql<{ id: string }>(
    `(select id from contacts where organization_id = ? and id between ? and ? limit ?)
     union
     (select contact_id from import_changes where organization_id = ? and import_id = ? limit ?)`,
    [organizationId, firstId, lastId, limit, organizationId, importId, limit],
    trx
  )
  return rows.map(({ id }) => id)
}
