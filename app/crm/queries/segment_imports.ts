import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'

export type ImportedKind = 'contacts' | 'companies' | 'deals'

type Chunk = { kind: ImportedKind; importId: string; firstId: string; lastId: string }

/** Records that a chunk of an import made (by their ids), and those that the import changed. */
const TOUCHED = (table: string) => `select t.id from (
    (select id from ${table} where organization_id = ? and id between ? and ? limit ?)
    union (select record_id from import_record_changes where organization_id = ? and import_id = ? limit ?)) t`

const ASKED: Record<ImportedKind, string> = {
  contacts: `(select id from contacts where organization_id = ? and id between ? and ? limit ?)
    union
    (select contact_id from import_changes where organization_id = ? and import_id = ? limit ?)`,
  companies: `select distinct c.contact_id as id from (${TOUCHED('companies')}) r
    join company_contacts c on c.organization_id = ? and c.company_id = r.id limit ?`,
  // Who was a deal's contact before the import is asked too.
  deals: `select distinct p.contact_id as id from (${TOUCHED('deals')}) r
    join deals d on d.organization_id = ? and d.id = r.id
    cross join lateral (select d.contact_id
      union all select x.contact_id from deal_contacts x where x.organization_id = d.organization_id and x.deal_id = d.id
      union all select (h.before ->> 'contact_id')::uuid from import_record_changes h
        where h.organization_id = d.organization_id and h.import_id = ? and h.record_id = d.id) p
    where p.contact_id is not null limit ?`,
}

/** Contacts whom a chunk of an import concerns, also by their company or deal; at most `limit` of each sort. */
export async function importedContacts(
  organizationId: string,
  { kind, importId, firstId, lastId }: Chunk,
  limit: number,
  trx: TransactionClientContract
): Promise<string[]> {
  const more = {
    contacts: [],
    companies: [organizationId, limit],
    deals: [organizationId, importId, limit],
  }[kind]
  const rows = await sql<{ id: string }>(
    ASKED[kind],
    [organizationId, firstId, lastId, limit, organizationId, importId, limit, ...more],
    trx
  )
  return rows.map(({ id }) => id)
}
