import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import type { ImportRules } from '#crm/imports/rules'
import {
  findDuplicates,
  onceEach,
  type RowRange,
  type RowSource,
} from '#crm/queries/import_resolution'

const TABLE = 'import_company_rows'

/** Living companies by a value: the first, and how many there are. */
function found(where: string): string {
  return `(select min(c.id::text)::uuid as id, count(*) as many from companies c
    where c.organization_id = r.organization_id and c.deleted_at is null and ${where})`
}

/**
 * SQL of the staged rows of a range that are sound, each with the company it is about (`target`), and its verdict: new,
 * update, again, exists, unknown, taken, shared, nameless. A company of the row's name that has no domain yet is the one meant.
 */
function resolvedCompanies(
  importId: string,
  { first, last }: RowRange,
  { mode, matchBy }: Pick<ImportRules, 'mode' | 'matchBy'>
) {
  // One that another system knows under another id is another company.
  const isById = matchBy === 'external_id'
  const sameId = isById
    ? 'and (r.external_id is null or c.external_id is null or c.external_id = r.external_id)'
    : ''
  // Of several rows that might be the one that is not told apart yet, the first is.
  const onlyFirst = (nth: string) => (isById ? `and (r.external_id is null or r.${nth} = 1)` : '')
  const byDomain =
    matchBy === 'name' ? 'false' : `c.domain = r.domain ${sameId} ${onlyFirst('nth_of_domain')}`
  const plain =
    matchBy === 'name'
      ? ''
      : `and (r.domain is null or (c.domain is null and r.nth_of_name = 1)) ${onlyFirst('nth_of_name')}`
  const byId = isById ? 'x.id' : 'null::uuid'
  return {
    sql: onceEach(`select r.*, m.target,
        case
          when ${byId} is null and case when d.id is not null then d.many else n.many end > 1 then 'shared'
          when x.id <> m.target or (m.target is null and x.id is not null) then 'taken'
          when m.target is null and ${mode === 'update'} then 'unknown'
          when m.target is null and r.name is null and r.domain is null then 'nameless'
          when m.target is null then 'new'
          else ${mode === 'create' ? "'exists'" : "'update'"}
        end as fate
      from (
        select r.*, row_number() over (partition by r.name_key order by r.row_no) as nth_of_name,
          row_number() over (partition by r.domain order by r.row_no) as nth_of_domain
        from ${TABLE} r
        where r.organization_id = ? and r.import_id = ? and r.row_no between ? and ? and r.problem is null
          and not exists (select 1 from import_duplicates d where d.organization_id = r.organization_id
            and d.import_id = r.import_id and d.row_no = r.row_no)) r
      left join lateral (select c.id from companies c where r.external_id is not null
        and c.organization_id = r.organization_id and c.external_id = r.external_id limit 1) x on true
      cross join lateral ${found(byDomain)} d
      cross join lateral ${found(`c.name_sort = r.name_key ${plain} ${sameId}`)} n
      cross join lateral (select coalesce(${byId}, d.id, n.id) as target) m`),
    bindings: [Tenant.id(), importId, first, last],
  }
}

export const COMPANY_ROWS: RowSource = {
  table: TABLE,
  resolved: resolvedCompanies,
  reason: `case r.verdict
    when 'taken' then 'The id belongs to another company than the row is about'
    when 'shared' then 'Several companies have this ' || case when r.domain is null then 'name' else 'domain or name' end
    when 'again' then 'An earlier row is about the same company'
    when 'nameless' then 'A new company needs a name'
    when 'exists' then 'Not imported: this company is there already'
    when 'unknown' then 'Not imported: there is no such company to update' end`,
  same: 'is about the same company',
  sample: {
    name: `coalesce(r.name, r.domain, '')`,
    second: 'r.domain',
    detail: `nullif(concat_ws(' · ', r.city, r.industry, r.phone), '')`,
  },
  optOuts: '0',
}

/** Marks rows about a company that an earlier row is about: of the same key, and of the same name where one has no domain. */
export async function findDoubledCompanies(
  importId: string,
  matchBy: ImportRules['matchBy']
): Promise<void> {
  await findDuplicates(TABLE, importId, ['match_key', 'external_id'])
  if (matchBy === 'name') return
  const told = matchBy === 'external_id' ? 'and external_id is null' : ''
  await sql(
    `with named as (
       select name_key, min(row_no) as first_row, min(row_no) filter (where domain is null) as first_plain
       from ${TABLE} where organization_id = ? and import_id = ? and problem is null and name_key is not null ${told}
       group by name_key having count(*) > 1)
     insert into import_duplicates (organization_id, import_id, row_no, first_row)
     select r.organization_id, r.import_id, r.row_no, case when r.domain is null then n.first_row else n.first_plain end
     from named n join ${TABLE} r on r.name_key = n.name_key
     where r.organization_id = ? and r.import_id = ? and r.problem is null ${told.replace('external_id', 'r.external_id')}
       and r.row_no > case when r.domain is null then n.first_row else n.first_plain end
     on conflict do nothing`,
    [Tenant.id(), importId, Tenant.id(), importId]
  )
}

/** What the planner should know of companies when many rows are about to be compared with them. */
export async function learnCompanies(): Promise<void> {
  await sql('analyze companies (organization_id, id, domain, name_sort, external_id)')
}
