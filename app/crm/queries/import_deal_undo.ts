import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { idOfRow, type ImportTicket } from '#crm/queries/import_creation'
import { historyOf, type Importer, rankOf } from '#crm/queries/import_deal_writes'
import { isFree, restoreRecords, usesOf } from '#crm/queries/import_journal'
import type { RowRange } from '#crm/queries/import_resolution'

/** Whether what a value pointed at is there still. */
function isThere(table: string, column: string): string {
  const tenant = table === 'users' ? '' : 'o.organization_id = c.organization_id and '
  return `(t.before ->> '${column}' is null or exists (select 1 from ${table} o
    where ${tenant}o.id = (t.before ->> '${column}')::uuid))`
}

/** Whether the stage that a deal came from still takes deals. */
const STAGE_LIVES = `exists (select 1 from pipeline_stages s
  join pipelines p on p.organization_id = s.organization_id and p.id = s.pipeline_id
  where s.organization_id = c.organization_id and s.id = coalesce((t.before ->> 'stage_id')::uuid, c.stage_id)
    and s.archived_at is null and p.archived_at is null)`
const NO_LINES = `(not jsonb_exists(t.before, 'currency') or not exists (select 1 from deal_lines l
  where l.organization_id = c.organization_id and l.deal_id = c.id))`

/** Where it stood and how it ended are one value, and so are amount and currency. */
const TOGETHER = [
  {
    columns: [
      ...['pipeline_id', 'stage_id', 'status', 'closed_at', 'stage_entered_at', 'reason_id'],
      'outcome_note',
    ],
    if: STAGE_LIVES,
  },
  { columns: ['amount_minor', 'currency', 'amount_follows_lines'], if: NO_LINES },
  { columns: ['title'] },
  { columns: ['contact_id'], if: isThere('contacts', 'contact_id') },
  { columns: ['company_id'], if: isThere('companies', 'company_id') },
  { columns: ['owner_id'], if: isThere('users', 'owner_id') },
  { columns: ['expected_close_on'] },
  { columns: ['external_id'], if: isFree('deals') },
  { columns: ['deleted_at'] },
]
const TYPES = {
  ...{ pipeline_id: 'uuid', stage_id: 'uuid', reason_id: 'uuid', contact_id: 'uuid' },
  ...{ company_id: 'uuid', owner_id: 'uuid', closed_at: 'timestamptz' },
  ...{ stage_entered_at: 'timestamptz', deleted_at: 'timestamptz', expected_close_on: 'date' },
  ...{ amount_minor: 'bigint', amount_follows_lines: 'boolean', currency: 'char(3)' },
}

/** Gives deals back what the import changed; their history says so too. Some at a time. */
export function restoreDeals(
  ticket: ImportTicket,
  { most, now, importer }: { most: number; now: string; importer: Importer },
  trx: TransactionClientContract
): Promise<{ found: number; kept: number }> {
  return restoreRecords(
    {
      table: 'deals',
      together: TOGETHER,
      types: TYPES,
      set: (back) => [
        `rank = case when ${back(0)} then ${rankOf('?::timestamptz', 't.number')} else c.rank end`,
      ],
      setBindings: [now],
      also: {
        sql: historyOf('restored n join was o on o.id = n.id', 'o.', 'n.'),
        bindings: [importer ? 'user' : 'system', importer, now],
      },
    },
    { ticket, most, now },
    trx
  )
}

/**
 * Takes the deals that rows of a range made out of every list, but for those to whom something happened since. Their
 * rows stay, because their history does; the id of another system is free again.
 */
export async function discardDeals(
  { id, idPrefix, stamp }: ImportTicket,
  { first, last }: RowRange,
  now: string,
  trx: TransactionClientContract
): Promise<{ kept: number }> {
  const used = usesOf('deal', ['deal_lines', 'deal_contacts'])
  const [counts] = await sql<{ kept: number }>(
    `with made as materialized (
       select d.id, d.organization_id, d.updated_at from deals d
       where d.organization_id = ? and d.deleted_at is null
         and d.id between ${idOfRow('deal', '?::int')} and ${idOfRow('deal', '?::int')} for update of d
     ), kept as materialized (
       select id from made where updated_at <> ?::timestamptz union ${used.join(' union ')}
     ), gone as (
       update deals d set deleted_at = ?::timestamptz, updated_at = ?::timestamptz, external_id = null,
         -- A company that came with it goes too.
         company_id = case when exists (select 1 from import_companies i where i.organization_id = d.organization_id
           and i.import_id = ? and i.company_id = d.company_id and i.is_made) then null else d.company_id end
       from made m where d.organization_id = m.organization_id and d.id = m.id
         and not exists (select 1 from kept where kept.id = m.id))
     select (select count(*) from kept)::int as kept`,
    [Tenant.id(), idPrefix, first, idPrefix, last, stamp, now, now, id],
    trx
  )
  return counts
}
