import { keysetPage } from '#core/http/keyset'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import Contact from '#crm/models/contact'
import { searchContacts } from '#crm/queries/search_words'

export type ContactFilters = { q?: string | null; source?: string | null; cursor?: string | null }

const COUNT_CAP = 10_000

/** A page of contacts, the newest first. */
export function contactPage({ q, source, cursor }: ContactFilters) {
  const query = Contact.query()
  if (q) query.withScopes((scopes) => scopes.matching(q))
  if (source) query.where('source', source)
  return keysetPage(query, {
    columns: [
      ['created_at', 'desc'],
      ['id', 'desc'],
    ],
    cursor,
    perPage: 30,
    scope: `contacts:${q ?? ''}:${source ?? ''}`,
  })
}

/** Contacts that fit, counted up to 10,000. */
export async function countContacts({
  q,
  source,
}: ContactFilters): Promise<{ count: number; isCapped: boolean }> {
  const found = searchContacts(q ?? '', 'contacts')
  const [row] = await sql<{ count: number }>(
    `select count(*)::int as count from (
       select 1 from contacts where organization_id = ? and deleted_at is null
         and ${found.sql} and (?::text is null or source = ?)
       limit ?) found`,
    [Tenant.id(), ...found.bindings, source, source, COUNT_CAP + 1]
  )
  return { count: Math.min(row.count, COUNT_CAP), isCapped: row.count > COUNT_CAP }
}

/** Where contacts came from, for the filter: one index probe per source, however many contacts. */
export async function contactSources(): Promise<string[]> {
  const rows = await sql<{ source: string }>(
    `with recursive found as (
       (select source from contacts where organization_id = ? and deleted_at is null order by source limit 1)
       union all
       select (select source from contacts where organization_id = ? and deleted_at is null and source > found.source
               order by source limit 1)
       from found where found.source is not null)
     select source from found where source is not null limit 20`,
    [Tenant.id(), Tenant.id()]
  )
  return rows.map((row) => row.source)
}
