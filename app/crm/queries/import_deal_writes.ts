import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { PLAN_AFRESH } from '#core/database/prepared_statements'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { idOfRow, type ImportTicket } from '#crm/queries/import_creation'
import { resolvedDeals } from '#crm/queries/import_deal_rows'
import { laidOver, reviseRecords } from '#crm/queries/import_journal'
import type { RowRange } from '#crm/queries/import_resolution'

/** Who imports: a user's id, or null for the house. */
export type Importer = string | null

/**
 * A rank at the end of any stage, by a moment (binding) and a number within it. A whole part of 14 characters sorts
 * after all that people made: deals of a file stand below those that somebody works on, in the order of the file.
 */
export function rankOf(moment: string, number: string): string {
  return `'m' || lpad(floor(extract(epoch from ${moment}) * 1000)::bigint::text, 13, '0')
    || lpad((${number})::text, 9, '0') || '1'`
}

/** Lines in the history for deals that were `old` and are `now`: aliases or prefixes of their columns. */
export function historyOf(from: string, old: string, now: string): string {
  return `insert into deal_stage_changes (organization_id, deal_id, kind, from_stage_id, to_stage_id, actor_type, actor_id, at)
    select n.organization_id, n.id, h.kind, h.from_id, h.to_id, ?, ?::uuid, ?::timestamptz
    from ${from} cross join lateral (values
      (1, 'reopened', ${old}stage_id, ${old}stage_id, ${old}status <> 'open' and ${now}status = 'open'),
      (2, 'moved', ${old}stage_id, ${now}stage_id, ${old}stage_id <> ${now}stage_id
        and (${old}status = 'open' or ${now}status = 'open')),
      (3, ${now}status, ${now}stage_id, ${now}stage_id, ${now}status <> 'open' and ${old}status <> ${now}status)
    ) h (step, kind, from_id, to_id, holds)
    where h.holds order by n.id, h.step`
}

/** A day of the file as a moment that is not after the import's. */
const NOON = (column: string) =>
  `least((${column} + time '12:00') at time zone 'UTC', ?::timestamptz)`

/** Makes the deals of a chunk's new rows, with their first lines of history, in one statement. */
export async function createDeals(
  ticket: ImportTicket,
  range: RowRange,
  { importer, currency }: { importer: Importer; currency: string },
  trx: TransactionClientContract
): Promise<number> {
  const { id, idPrefix, stamp, rules } = ticket
  const resolved = resolvedDeals(id, range, rules)
  const [{ count }] = await sql<{ count: number }>(
    `with fresh as materialized (
       select r.*, ${idOfRow('deal', 'r.row_no')} as deal_id, ?::timestamptz as stamp,
         case when r.status in ('won', 'lost') then coalesce(${NOON('r.closed_on')}, ?::timestamptz) end as closed_at
       from (${resolved.sql}) r where verdict = 'new'
     ), timed as materialized (
       select f.*, least(coalesce(${NOON('f.opened_on')}, stamp), coalesce(closed_at, stamp)) as opened_at from fresh f
     ), made as (
       insert into deals (id, organization_id, pipeline_id, stage_id, rank, title, amount_minor, currency, contact_id,
         company_id, owner_id, expected_close_on, status, closed_at, stage_entered_at, source, external_id, custom,
         created_at, updated_at)
       select deal_id, organization_id, pipeline_id, stage_id, ${rankOf('stamp', 'row_no')}, title,
         coalesce(amount_minor, 0), coalesce(currency, ?), contact_id, company_id, owner_id, expected_close_on,
         coalesce(status, 'open'), closed_at, opened_at, 'import', external_id, coalesce(custom, '{}'), opened_at, stamp
       from timed order by row_no
     ), noted as (
       insert into deal_stage_changes (organization_id, deal_id, kind, from_stage_id, to_stage_id, actor_type, actor_id, at)
       select organization_id, deal_id, h.kind, h.from_id, stage_id, ?, ?::uuid, h.at
       from timed cross join lateral (values (1, 'created', null::uuid, opened_at), (2, status, stage_id, closed_at)
         ) h (step, kind, from_id, at)
       where h.at is not null order by row_no, h.step
     )
     select count(*)::int as count from fresh ${PLAN_AFRESH}`,
    [
      ...[idPrefix, stamp, stamp, stamp, ...resolved.bindings, stamp, currency],
      ...[importer ? 'user' : 'system', importer],
    ],
    trx
  )
  return count
}

/** Changes the deals that rows of a chunk are about; moves and outcomes come into their history. */
export function updateDeals(
  ticket: ImportTicket,
  range: RowRange,
  importer: Importer,
  trx: TransactionClientContract
): Promise<{ updated: number; unchanged: number }> {
  const { stamp, rules } = ticket
  const { existing } = rules
  const isReplacing = existing === 'replace'
  const moment = `'${stamp}'::timestamptz`
  const status = isReplacing ? 'coalesce(r.status, c.status)' : 'c.status'
  const comes = `(r.stage_id <> c.stage_id or (c.status <> 'open' and ${status} = 'open'))`
  // An amount and its currency are one value.
  const weighs = `(r.amount_minor is not null${isReplacing ? '' : ' and c.amount_minor = 0'})`
  const amount = `case when ${weighs} then r.amount_minor else c.amount_minor end`
  const closing = isReplacing
    ? `when r.closed_on is not null then least((r.closed_on + time '12:00') at time zone 'UTC', ${moment})`
    : ''
  const plain = [
    'title',
    'contact_id',
    'company_id',
    'owner_id',
    'expected_close_on',
    'external_id',
  ]
  return reviseRecords(
    {
      table: 'deals',
      resolved: resolvedDeals(ticket.id, range, rules),
      ticket,
      values: [
        ...plain.map((column) => ({ column, value: laidOver(column, existing) })),
        { column: 'pipeline_id', value: 'r.pipeline_id' },
        { column: 'stage_id', value: 'r.stage_id' },
        {
          column: 'rank',
          value: `case when ${comes} then ${rankOf(moment, 'r.row_no')} else c.rank end`,
        },
        {
          column: 'stage_entered_at',
          value: `case when ${comes} then ${moment} else c.stage_entered_at end`,
        },
        { column: 'status', value: status },
        {
          column: 'closed_at',
          value: `case when ${status} = 'open' then null ${closing}
            when ${status} = c.status then c.closed_at else ${moment} end`,
        },
        ...['reason_id', 'outcome_note'].map((column) => ({
          column,
          value: `case when ${status} = c.status then c.${column} end`,
        })),
        { column: 'amount_minor', value: amount },
        { column: 'currency', value: `case when ${weighs} then r.currency else c.currency end` },
        {
          column: 'amount_follows_lines',
          value: `c.amount_follows_lines and (${amount}) = c.amount_minor`,
        },
      ],
      also: {
        sql: historyOf('changed n', 'n.old_', 'n.new_'),
        bindings: [importer ? 'user' : 'system', importer, stamp],
      },
    },
    trx
  )
}

/** Pipelines whose boards show something else after a chunk. */
export async function pipelinesInUse(trx: TransactionClientContract): Promise<string[]> {
  const rows = await sql<{ id: string }>(
    'select id from pipelines where organization_id = ? and archived_at is null',
    [Tenant.id()],
    trx
  )
  return rows.map(({ id }) => id)
}
