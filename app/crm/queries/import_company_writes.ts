import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { PLAN_AFRESH } from '#core/database/prepared_statements'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { PLAIN } from '#crm/imports/companies/targets'
import { COMPANY_ROWS } from '#crm/queries/import_company_rows'
import { idOfRow, type ImportTicket } from '#crm/queries/import_creation'
import {
  isFree,
  laidOver,
  restoreRecords,
  reviseRecords,
  usesOf,
} from '#crm/queries/import_journal'
import type { RowRange } from '#crm/queries/import_resolution'

/** Makes the companies of a chunk's new rows with their tags, in one statement. */
export async function createCompanies(
  ticket: ImportTicket,
  range: RowRange,
  trx: TransactionClientContract
): Promise<number> {
  const { id, idPrefix, stamp, rules } = ticket
  const resolved = COMPANY_ROWS.resolved(id, range, rules)
  const columns = PLAIN.filter((column) => column !== 'name')
  const [{ count }] = await sql<{ count: number }>(
    `with fresh as materialized (
       select r.*, ${idOfRow('company', 'r.row_no')} as company_id from (${resolved.sql}) r where verdict = 'new'
     ), made as (
       insert into companies (id, organization_id, name, ${columns.join(', ')}, custom, source, created_at, updated_at)
       select company_id, organization_id, coalesce(name, domain), ${columns.join(', ')}, coalesce(custom, '{}'), 'import',
         ?::timestamptz, ?::timestamptz
       from fresh order by row_no
     ), tagged as (
       insert into company_tags (organization_id, company_id, tag_id, created_at)
       select distinct f.organization_id, f.company_id, t.id, ?::timestamptz
       from fresh f cross join lateral unnest(f.tags) as named (name)
       join tags t on t.organization_id = ? and t.name_norm = warren_fold(named.name)
       where f.tags is not null
     )
     select count(*)::int as count from fresh ${PLAN_AFRESH}`,
    [idPrefix, ...resolved.bindings, stamp, stamp, stamp, Tenant.id()],
    trx
  )
  return count
}

export function updateCompanies(
  ticket: ImportTicket,
  range: RowRange,
  trx: TransactionClientContract
): Promise<{ updated: number; unchanged: number }> {
  const { existing } = ticket.rules
  return reviseRecords(
    {
      table: 'companies',
      resolved: COMPANY_ROWS.resolved(ticket.id, range, ticket.rules),
      values: PLAIN.map((column) => ({ column, value: laidOver(column, existing) })),
      ticket,
    },
    trx
  )
}

/** Puts the tags of a chunk's rows on the companies that were there before, and notes which are new to them. */
export async function tagCompanies(
  ticket: ImportTicket,
  range: RowRange,
  trx: TransactionClientContract
): Promise<void> {
  const { id, idPrefix, stamp, rules } = ticket
  const resolved = COMPANY_ROWS.resolved(id, range, rules)
  await sql(
    `with known as materialized (
       select distinct on (r.target) r.* from (${resolved.sql}) r
       where verdict = 'update' and r.target <> ${idOfRow('company', 'r.row_no')} order by r.target, r.row_no
     ), added as (
       insert into company_tags (organization_id, company_id, tag_id, created_at)
       select distinct k.organization_id, k.target, t.id, ?::timestamptz
       from known k cross join lateral unnest(k.tags) as named (name)
       join tags t on t.organization_id = k.organization_id and t.name_norm = warren_fold(named.name)
       where k.tags is not null
       on conflict do nothing returning company_id, tag_id)
     insert into import_record_changes as had (organization_id, import_id, record_id, added_tags)
     select ?::uuid, ?::uuid, company_id, array_agg(tag_id) from added group by company_id
     on conflict (organization_id, import_id, record_id) do update
       set added_tags = had.added_tags || excluded.added_tags ${PLAN_AFRESH}`,
    [...resolved.bindings, idPrefix, stamp, Tenant.id(), id],
    trx
  )
}

/** Gives companies back what the import changed, and takes its tags off; some at a time. */
export async function restoreCompanies(
  ticket: ImportTicket,
  most: number,
  now: string,
  trx: TransactionClientContract
): Promise<{ found: number; kept: number }> {
  await sql(
    `delete from company_tags h using (
       select * from import_record_changes where organization_id = ? and import_id = ? order by record_id limit ?) t
     where h.organization_id = t.organization_id and h.company_id = t.record_id and h.tag_id = any(t.added_tags)
       and h.created_at = ?::timestamptz`,
    [Tenant.id(), ticket.id, most, ticket.stamp],
    trx
  )
  const together = [...PLAIN, 'deleted_at'].map((column) => ({
    columns: [column],
    ...(column === 'external_id' && { if: isFree('companies') }),
  }))
  const types = { owner_id: 'uuid', country: 'char(2)', deleted_at: 'timestamptz' }
  return restoreRecords({ table: 'companies', together, types }, { ticket, most, now }, trx)
}

/** Deletes the companies that rows of a range made, but for those to whom something happened since. */
export async function deleteCompanies(
  { idPrefix, stamp }: ImportTicket,
  { first, last }: RowRange,
  trx: TransactionClientContract
): Promise<{ kept: number }> {
  const used = usesOf('company', ['company_contacts', 'deals'])
  const [counts] = await sql<{ kept: number }>(
    `with made as materialized (
       select c.id, c.organization_id, c.updated_at from companies c
       where c.organization_id = ? and c.deleted_at is null
         and c.id between ${idOfRow('company', '?::int')} and ${idOfRow('company', '?::int')} for update of c
     ), kept as materialized (
       select id from made where updated_at <> ?::timestamptz
       union select m.id from made m join company_tags g on g.organization_id = m.organization_id
         and g.company_id = m.id and g.created_at <> ?::timestamptz
       union ${used.join(' union ')}
     ), given_up as materialized (
       select id, organization_id from made where not exists (select 1 from kept where kept.id = made.id)
     ), unindexed as (
       delete from field_values v using given_up m where v.organization_id = m.organization_id and v.record_id = m.id
     ), gone as (
       delete from companies c using given_up m where c.organization_id = m.organization_id and c.id = m.id)
     select (select count(*) from kept)::int as kept`,
    [Tenant.id(), idPrefix, first, idPrefix, last, stamp, stamp],
    trx
  )
  return counts
}
