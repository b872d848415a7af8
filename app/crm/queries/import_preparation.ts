import { v7 as uuid } from 'uuid'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { idOfRow, type ImportTicket } from '#crm/queries/import_creation'
import type { RowRange } from '#crm/queries/import_resolution'

/**
 * Finds or makes the companies that rows of a range name, so that rows that are imported at the same time share them.
 * Again for the same range does nothing. Resolves to the number of those made.
 */
export async function prepareCompanies(
  table: 'import_rows' | 'import_deal_rows',
  { id, idPrefix, stamp }: Omit<ImportTicket, 'rules'>,
  { first, last }: RowRange,
  trx: TransactionClientContract
): Promise<number> {
  const organizationId = Tenant.id()
  // Rows of deals may be linked by a domain already.
  const unlinked = table === 'import_deal_rows' ? 'and r.company_id is null' : ''
  const [{ count }] = await sql<{ count: number }>(
    `with named as (
       select distinct on (r.company_key) r.organization_id, r.import_id, r.company_key, r.company, r.row_no
       from ${table} r
       where r.organization_id = ? and r.import_id = ? and r.row_no between ? and ? and r.problem is null
         and r.company_key is not null and r.company_key <> '' ${unlinked}
         and not exists (select 1 from import_companies known where known.organization_id = r.organization_id
           and known.import_id = r.import_id and known.name_key = r.company_key)
       order by r.company_key, r.row_no
     ), found as (
       select n.*, c.id as found_id from named n
       left join lateral (select c.id from companies c where c.organization_id = n.organization_id
         and c.name_sort = n.company_key and c.deleted_at is null order by c.id limit 1) c on true
     ), made as (
       insert into companies (id, organization_id, name, source, created_at, updated_at)
       select ${idOfRow('company', 'row_no')}, organization_id, company, 'import', ?::timestamptz, ?::timestamptz
       from found where found_id is null returning id
     ), noted as (
       insert into import_companies (organization_id, import_id, name_key, company_id, is_made)
       select organization_id, import_id, company_key, coalesce(found_id, ${idOfRow('company', 'row_no')}),
         found_id is null from found)
     select count(*)::int as count from made`,
    [organizationId, id, first, last, idPrefix, stamp, stamp, idPrefix],
    trx
  )
  return count
}

/** The different tags of all rows, at most so many. */
export async function stagedTags(table: string, importId: string, most: number): Promise<string[]> {
  const rows = await sql<{ name: string }>(
    `select distinct on (warren_fold(name)) name from (
       select distinct named.name from ${table} r cross join lateral unnest(r.tags) as named (name)
       where r.organization_id = ? and r.import_id = ? and r.problem is null) names
     order by warren_fold(name), name limit ?`,
    [Tenant.id(), importId, most]
  )
  return rows.map(({ name }) => name)
}

/** Makes the tags that are not there yet, and notes which. */
export async function prepareTags(
  { id, stamp }: Omit<ImportTicket, 'rules'>,
  names: string[],
  trx: TransactionClientContract
): Promise<void> {
  await sql(
    `with made as (
       insert into tags (id, organization_id, name, created_at, updated_at)
       select t.id, ?::uuid, t.name, ?::timestamptz, ?::timestamptz
       from unnest(?::uuid[], ?::text[]) as t (id, name)
       on conflict (organization_id, name_norm) do nothing returning id)
     insert into import_tags (organization_id, import_id, tag_id) select ?::uuid, ?::uuid, id from made`,
    [Tenant.id(), stamp, stamp, names.map(() => uuid()), names, Tenant.id(), id],
    trx
  )
}

/** Members by folded name and by address, for the column of owners. */
export async function memberNames(): Promise<{ id: string; name: string; email: string }[]> {
  return sql(
    `select u.id, u.full_name as name, u.email_norm as email
     from memberships m join users u on u.id = m.user_id where m.organization_id = ?`,
    [Tenant.id()]
  )
}
