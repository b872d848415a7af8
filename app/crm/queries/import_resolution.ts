import type { SqlPart } from '#core/registry/segment_conditions'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { PLAN_AFRESH } from '#core/database/prepared_statements'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import type { ImportRules } from '#crm/imports/rules'

export type RowRange = { first: number; last: number }
type Matching = Pick<ImportRules, 'mode' | 'matchBy'>

/** How rows of one kind are asked in SQL. */
export type RowSource = {
  /** Where they are staged. */
  table: string
  /** The sound rows of a range, each with the record it is about (`target`) and its `verdict`. */
  resolved(importId: string, range: RowRange, rules: Matching): SqlPart
  /** Of a resolved row `r`: why it is not imported though it is sound in itself. */
  reason: string
  /** What a doubled row is: "is about the same person". */
  same: string
  /** Of a staged row `r`, what is shown of it: name, second (an address), detail. */
  sample: { name: string; second: string; detail: string }
  /** Counts rows that say that somebody opted out. */
  optOuts: string
}

/**
 * SQL of the staged rows of a range that are sound, each with the contact it is about (`target`), and its verdict:
 * new, update, exists, unknown, taken, shared.
 */
export function resolvedRows(
  importId: string,
  { first, last }: RowRange,
  { mode, matchBy }: Matching
): SqlPart {
  const organizationId = Tenant.id()
  const byExternal = `left join lateral (
      select coalesce(c.merged_into_id, c.id) as id from contacts c
      where r.external_id is not null and c.organization_id = r.organization_id
        and c.external_id = r.external_id limit 1) x on true`
  const byPhone =
    matchBy === 'phone'
      ? `left join lateral (
      select min(p.contact_id::text)::uuid as id, count(distinct p.contact_id) as people
      from contact_phones p join contacts c on c.organization_id = p.organization_id and c.id = p.contact_id
      where p.organization_id = r.organization_id and p.phone_e164 = r.phone_e164 and c.deleted_at is null) p on true`
      : 'cross join (select null::uuid as id, 0 as people) p'
  const targets: Partial<Record<ImportRules['matchBy'], string>> = {
    phone: 'coalesce(p.id, e.id)',
    external_id: 'coalesce(x.id, e.id)',
  }
  const target = targets[matchBy] ?? 'e.id'
  return {
    sql: `select r.*, m.target,
        case
          when p.people > 1 then 'shared'
          when e.id <> m.target or x.id <> m.target or (m.target is null and (e.id is not null or x.id is not null))
            then 'taken'
          when m.target is null then ${mode === 'update' ? "'unknown'" : "'new'"}
          else ${mode === 'create' ? "'exists'" : "'update'"}
        end as verdict
      from import_rows r
      left join lateral (
        select coalesce(c.merged_into_id, c.id) as id from contact_emails a
        join contacts c on c.organization_id = a.organization_id and c.id = a.contact_id
        where r.email_norm is not null and a.organization_id = r.organization_id and a.email_norm = r.email_norm
        limit 1) e on true
      ${byExternal}
      ${byPhone}
      cross join lateral (select ${target} as target) m
      where r.organization_id = ? and r.import_id = ? and r.row_no between ? and ? and r.problem is null
        and not exists (select 1 from import_duplicates d where d.organization_id = r.organization_id
          and d.import_id = r.import_id and d.row_no = r.row_no)`,
    bindings: [organizationId, importId, first, last],
  }
}

/** Resolved rows (`fate`) with their verdict: one that an earlier row of the range changes already is so `again`. */
export function onceEach(resolved: string): string {
  return `select z.*, case
      when z.fate = 'update' and row_number() over (partition by z.target order by z.row_no) > 1 then 'again'
      else z.fate end as verdict
    from (${resolved}) z`
}

/** Marks rows that have the same as an earlier row in one of the columns. Resolves to their number. */
export async function findDuplicates(
  table: string,
  importId: string,
  columns: string[]
): Promise<number> {
  const bindings = [Tenant.id(), importId]
  let found = 0
  for (const column of columns) {
    const [{ count }] = await sql<{ count: number }>(
      `with twice as (
         select ${column} as key, min(row_no) as first_row from ${table}
         where organization_id = ? and import_id = ? and problem is null and ${column} is not null
         group by ${column} having count(*) > 1
       ), marked as (
         insert into import_duplicates (organization_id, import_id, row_no, first_row)
         select r.organization_id, r.import_id, r.row_no, t.first_row
         from twice t join ${table} r on r.${column} = t.key
         where r.organization_id = ? and r.import_id = ? and r.problem is null and r.row_no > t.first_row
         on conflict do nothing returning 1)
       select count(*)::int as count from marked`,
      [...bindings, ...bindings]
    )
    found += count
  }
  return found
}

/** Contacts are what most imports are about; the words of these are read everywhere. */
export const CONTACT_ROWS: RowSource = {
  table: 'import_rows',
  resolved: resolvedRows,
  reason: `case r.verdict
    when 'taken' then 'The e-mail address or the id belongs to another contact than the row is about'
    when 'shared' then 'Several contacts have this phone number'
    when 'exists' then 'Not imported: this contact is there already'
    when 'unknown' then 'Not imported: there is no such contact to update' end`,
  same: 'is about the same person',
  sample: {
    name: `trim(coalesce(r.first_name, '') || ' ' || coalesce(r.last_name, ''))`,
    second: 'r.email',
    detail: `nullif(concat_ws(' · ', r.phone, r.company), '')`,
  },
  optOuts: 'count(*) filter (where unsubscribed and problem is null)',
}

export type Verdicts = Record<string, number>

/** Rows that are sound in themselves and yet not imported, but for those that were left alone on purpose. */
export function refusedOf({ new: _new, update: _update, exists, unknown, ...rest }: Verdicts) {
  return {
    refused: Object.values(rest).reduce((sum, count) => sum + count, 0),
    skipped: (exists ?? 0) + (unknown ?? 0),
  }
}

/** How many rows of a range get which verdict. */
export async function countVerdicts(
  source: RowSource,
  importId: string,
  range: RowRange,
  rules: ImportRules,
  client?: TransactionClientContract
): Promise<Verdicts> {
  const resolved = source.resolved(importId, range, rules)
  const rows = await sql<{ verdict: string; count: number }>(
    `select verdict, count(*)::int as count from (${resolved.sql}) resolved group by verdict ${PLAN_AFRESH}`,
    resolved.bindings,
    client
  )
  return Object.fromEntries(rows.map(({ verdict, count }) => [verdict, count]))
}

export type SampleRow = {
  rowNo: number
  verdict: string
  name: string
  /** By what it is told apart beside its name: an address, a domain. */
  second: string | null
  detail: string | null
  reason: string | null
  recordId: string | null
}

function sampled({ sample: { name, second, detail } }: RowSource): string {
  return `r.row_no as "rowNo", ${name} as name, ${second} as second, ${detail} as detail`
}

/** The first rows of a range with each verdict. */
export async function sampleVerdicts(
  source: RowSource,
  importId: string,
  range: RowRange,
  rules: ImportRules,
  each: number
): Promise<SampleRow[]> {
  const resolved = source.resolved(importId, range, rules)
  return sql<SampleRow>(
    `select * from (
       select ${sampled(source)}, r.verdict, ${source.reason} as reason, r.target as "recordId",
         row_number() over (partition by r.verdict order by r.row_no) as n
       from (${resolved.sql}) r) numbered where n <= ? order by "rowNo"`,
    [...resolved.bindings, each]
  )
}

/** The first rows that are invalid, doubled or imported without a value, with the reason. */
export async function sampleFlaws(
  source: RowSource,
  importId: string,
  each: number
): Promise<SampleRow[]> {
  const mine = [Tenant.id(), importId]
  const { table, same } = source
  const columns = sampled(source)
  return sql<SampleRow>(
    `(select ${columns}, 'invalid' as verdict, r.problem as reason, null::uuid as "recordId" from ${table} r
      where r.organization_id = ? and r.import_id = ? and r.problem is not null order by r.row_no limit ?)
     union all
     (select ${columns}, 'warning', r.warning, null from ${table} r
      where r.organization_id = ? and r.import_id = ? and r.warning is not null and r.problem is null
      order by r.row_no limit ?)
     union all
     (select ${columns}, 'duplicate', 'Row ' || d.first_row || ' ${same}', null
      from import_duplicates d join ${table} r using (organization_id, import_id, row_no)
      where d.organization_id = ? and d.import_id = ? order by d.row_no limit ?)`,
    [...mine, each, ...mine, each, ...mine, each]
  )
}

export async function countFlaws({ table, optOuts }: RowSource, importId: string) {
  const mine = [Tenant.id(), importId]
  const [counts] = await sql<{ rows: number; invalid: number; warned: number; optOuts: number }>(
    `select count(*)::int as rows, count(problem)::int as invalid,
       (count(warning) filter (where problem is null))::int as warned, (${optOuts})::int as "optOuts"
     from ${table} where organization_id = ? and import_id = ?`,
    mine
  )
  return counts
}
