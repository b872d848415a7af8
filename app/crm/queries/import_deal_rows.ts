import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { CURRENCIES, Money } from '#core/money/money'
import { Tenant } from '#core/tenancy/tenant'
import type { ImportRules } from '#crm/imports/rules'
import { onceEach, type RowRange, type RowSource } from '#crm/queries/import_resolution'

const TABLE = 'import_deal_rows'

const COLUMNS = [
  ...['organization_id', 'import_id', 'row_no', 'problem', 'warning', 'title', 'amount_minor'],
  ...['currency', 'status', 'closed_on', 'opened_on', 'expected_close_on', 'external_id'],
  ...['owner_id', 'custom'],
]

/** A stage in which deals can be put, with its pipeline. */
const LIVING = `pipeline_stages s join pipelines p on p.organization_id = s.organization_id and p.id = s.pipeline_id
  and p.archived_at is null`

/** What the stage asks for and the deal would not have, in words; null when it lacks nothing. */
const NEEDS = `(select string_agg(coalesce(f.label, case k.key when 'closeDate' then 'expected close' else k.key end), ' and '
    order by k.n)
  from jsonb_array_elements_text(s.required_fields) with ordinality k (key, n)
  left join custom_fields f on f.organization_id = r.organization_id and f.entity = 'deal' and f.archived_at is null
    and k.key = 'custom.' || f.key
  where case k.key
    when 'amount' then coalesce(r.amount_minor, c.amount_minor, 0) = 0
    when 'contact' then coalesce(w.contact_id, c.contact_id) is null
    when 'company' then coalesce(w.company_id, c.company_id) is null and r.company_key is null
    when 'owner' then coalesce(r.owner_id, c.owner_id) is null
    when 'closeDate' then coalesce(r.expected_close_on, c.expected_close_on) is null
    else f.key is not null and not jsonb_exists(coalesce(r.custom, '{}') || coalesce(c.custom, '{}'), f.key) end)`

type DealRules = Pick<ImportRules, 'mode' | 'matchBy'> & Partial<ImportRules>

/**
 * SQL of the staged rows of a range that are sound, each with the deal it is about (`target`), whose it is and where it
 * would stand, and its verdict: new, update, again, exists, unknown, taken, shared, nameless, gone, lines, incomplete.
 */
export function resolvedDeals(
  importId: string,
  { first, last }: RowRange,
  { mode, matchBy, existing, pipelineId = null }: DealRules
) {
  const byId = matchBy === 'external_id' ? 'x.id' : 'null::uuid'
  // A deal that another system knows under another id is another deal.
  const sameId =
    matchBy === 'external_id'
      ? 'and (r.external_id is null or d.external_id is null or d.external_id = r.external_id)'
      : ''
  const stays = existing === 'keep' ? 'c.stage_id is not null' : 'false'
  return {
    sql: onceEach(`select ${COLUMNS.map((column) => `r.${column}`).join(', ')}, r.contact_email, r.company, w.contact_id,
        w.company_id, m.target, s.id as stage_id, s.pipeline_id, s.name as stage_name, needs.words as needs,
        case
          when ${byId} is null and t.many > 1 then 'shared'
          when x.id <> m.target or (m.target is null and x.id is not null) then 'taken'
          when m.target is null and ${mode === 'update'} then 'unknown'
          when m.target is not null and ${mode === 'create'} then 'exists'
          when m.target is null and r.title is null then 'nameless'
          when (m.target is null or s.id <> c.stage_id or c.deleted_at is not null)
            and (s.id is null or s.archived_at is not null or p.archived_at is not null) then 'gone'
          when r.amount_minor is not null and r.currency <> c.currency and exists (select 1 from deal_lines l
            where l.organization_id = r.organization_id and l.deal_id = c.id) then 'lines'
          when needs.words is not null then 'incomplete'
          when m.target is null then 'new' else 'update'
        end as fate
      from ${TABLE} r
      left join import_companies i on i.organization_id = r.organization_id and i.import_id = r.import_id
        and i.name_key = r.company_key
      -- Who was merged since is whom they were merged into; who was deleted is nobody.
      left join lateral (select l.id from contacts k join contacts l on l.organization_id = k.organization_id
        and l.id = coalesce(k.merged_into_id, k.id) and l.deleted_at is null
        where k.organization_id = r.organization_id and k.id = r.contact_id) who on true
      left join companies firm on firm.organization_id = r.organization_id
        and firm.id = coalesce(r.company_id, i.company_id) and firm.deleted_at is null
      cross join lateral (select who.id as contact_id, firm.id as company_id) w
      left join lateral (select d.id from deals d where r.external_id is not null
        and d.organization_id = r.organization_id and d.external_id = r.external_id limit 1) x on true
      cross join lateral (
        select min(d.id::text)::uuid as id, count(*) as many from deals d
        where d.organization_id = r.organization_id and d.search = r.title_key and d.deleted_at is null
          and d.contact_id is not distinct from w.contact_id ${sameId}
          and (w.contact_id is not null or (d.company_id is not distinct from w.company_id
            and (w.company_id is not null or r.company_key is null)))) t
      cross join lateral (select coalesce(${byId}, t.id) as target) m
      left join deals c on c.organization_id = r.organization_id and c.id = m.target
      left join lateral (
        select s.id from ${LIVING}
        where s.organization_id = r.organization_id and s.archived_at is null
          and p.id = coalesce(r.pipeline_id, ?::uuid, p.id)
        order by p.position, p.created_at, s.position limit 1) opening on true
      left join pipeline_stages s on s.organization_id = r.organization_id and s.id = case
        when ${stays} then c.stage_id
        when r.stage_id is not null then r.stage_id
        when c.id is null or r.pipeline_id <> c.pipeline_id then opening.id
        else c.stage_id end
      left join pipelines p on p.organization_id = s.organization_id and p.id = s.pipeline_id
      left join lateral (select ${NEEDS} as words
        where (c.id is null or s.id <> c.stage_id) and coalesce(r.status, c.status, 'open') = 'open') needs on true
      where r.organization_id = ? and r.import_id = ? and r.row_no between ? and ? and r.problem is null
        and not exists (select 1 from import_duplicates d where d.organization_id = r.organization_id
          and d.import_id = r.import_id and d.row_no = r.row_no)`),
    bindings: [pipelineId, Tenant.id(), importId, first, last],
  }
}

const UNUSUAL = CURRENCIES.filter((code) => Money.exponent(code) !== 2)
const DIGITS = `case r.currency ${UNUSUAL.map((code) => `when '${code}' then ${Money.exponent(code)}`).join(' ')} else 2 end`
const WORTH = `round(r.amount_minor / 10::numeric ^ (${DIGITS}), ${DIGITS})::text || ' ' || r.currency`

export const DEAL_ROWS: RowSource = {
  table: TABLE,
  resolved: resolvedDeals,
  reason: `case r.verdict
    when 'taken' then 'The id belongs to another deal than the row is about'
    when 'shared' then 'Several deals of this contact or company have this title'
    when 'again' then 'An earlier row is about the same deal'
    when 'nameless' then 'A new deal needs a title'
    when 'gone' then coalesce('The stage "' || r.stage_name || '" was taken away', 'The pipeline has no stage')
    when 'lines' then 'The lines of this deal are in another currency'
    when 'incomplete' then r.stage_name || ' needs ' || r.needs || ' first'
    when 'exists' then 'Not imported: this deal is there already'
    when 'unknown' then 'Not imported: there is no such deal to update' end`,
  same: 'is about the same deal',
  sample: {
    name: `coalesce(r.title, r.external_id, '')`,
    second: 'r.contact_email',
    detail: `nullif(concat_ws(' · ', r.company, ${WORTH}), '')`,
  },
  optOuts: '0',
}

/**
 * Finds whom staged rows name: contacts by address, companies by domain, else by name. What is not there is said in the
 * row, which is left out or comes without it, by the rule. Companies that are named and not there are made later.
 */
export async function linkDealRows(importId: string, flawed: ImportRules['flawed']): Promise<void> {
  const said = `nullif(concat_ws('; ', %s,
    case when r.contact_email is not null and found.contact_id is null
      then 'E-mail: there is no contact with the address ' || r.contact_email end,
    case when r.company_domain is not null and found.company_id is null and r.company_key is null
      then 'Domain: there is no company with the domain ' || r.company_domain end), '')`
  const isLost = `((r.contact_email is not null and found.contact_id is null)
    or (r.company_domain is not null and found.company_id is null and r.company_key is null))`
  const told =
    flawed === 'refuse'
      ? `problem = case when ${isLost} then ${said.replace('%s', 'r.problem')} else r.problem end`
      : `warning = case when ${isLost} then ${said.replace('%s', 'r.warning')} else r.warning end`
  await sql(
    `update ${TABLE} r set contact_id = found.contact_id, company_id = found.company_id, ${told}
     from (
       select n.row_no, e.id as contact_id, coalesce(d.id, b.id) as company_id
       from ${TABLE} n
       left join lateral (select k.id from contact_emails a
         join contacts l on l.organization_id = a.organization_id and l.id = a.contact_id
         join contacts k on k.organization_id = l.organization_id and k.id = coalesce(l.merged_into_id, l.id)
           and k.deleted_at is null
         where a.organization_id = n.organization_id and a.email_norm = n.contact_email limit 1) e on true
       left join lateral (select c.id from companies c where c.organization_id = n.organization_id
         and c.domain = n.company_domain and c.deleted_at is null order by c.id limit 1) d on true
       left join lateral (select c.id from companies c where c.organization_id = n.organization_id
         and c.name_sort = n.company_key and c.deleted_at is null order by c.id limit 1) b on true
       where n.organization_id = ? and n.import_id = ? and n.problem is null
         and (n.contact_email is not null or n.company_domain is not null or n.company_key is not null)) found
     where r.organization_id = ? and r.import_id = ? and r.row_no = found.row_no`,
    [Tenant.id(), importId, Tenant.id(), importId]
  )
}

/** Holds the organization's stages until the end: none is taken away under the deals that come into it. */
export async function holdStages(trx: TransactionClientContract): Promise<void> {
  await sql(
    'select 1 from pipeline_stages where organization_id = ? and archived_at is null order by id for share',
    [Tenant.id()],
    trx
  )
}

/** What the planner should know when many rows are about to be compared with deals, and linked to whom they name. */
export async function learnDeals(): Promise<void> {
  await sql('analyze deals (organization_id, id, search, external_id, contact_id, company_id)')
  await sql('analyze companies (organization_id, id, domain, name_sort)')
  await sql('analyze contacts (organization_id, id)')
  await sql('analyze contact_emails (organization_id, contact_id, email_norm)')
}
