import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { PLAN_AFRESH } from '#core/database/prepared_statements'
import { sql } from '#core/database/sql'
import type { SqlPart } from '#core/registry/segment_conditions'
import { Tenant } from '#core/tenancy/tenant'
import type { ListEntity } from '#crm/lists/columns'
import type { Changed } from '#crm/queries/bulk_changes'

const LEASE_SECONDS = 60
const KEPT_DAYS = 31
const PURGED_AT_ONCE = 20_000
const TABLES = { contact: 'contacts', company: 'companies' } as const

/** Writes down those of a selection that are there; resolves to how many. */
export async function freezeSelection(
  entity: ListEntity,
  actionId: string,
  ids: string[],
  trx: TransactionClientContract
): Promise<number> {
  return freeze(entity, actionId, { sql: 'c.id = any(?)', bindings: [ids] }, trx)
}

/** Writes down all that fit a filter (alias c), with one statement. */
export async function freeze(
  entity: ListEntity,
  actionId: string,
  filter: SqlPart | null,
  trx: TransactionClientContract
): Promise<number> {
  const [row] = await sql<{ count: number }>(
    `with put as (
       insert into bulk_action_items (organization_id, bulk_action_id, record_id)
       select c.organization_id, ?, c.id from ${TABLES[entity]} c
       where c.organization_id = ? and c.deleted_at is null and ${filter?.sql ?? 'true'}
       returning 1)
     select count(*)::int as count from put ${PLAN_AFRESH}`,
    [actionId, Tenant.id(), ...(filter?.bindings ?? [])],
    trx
  )
  return row.count
}

/** Takes the action for this process for a minute; false while another has it. */
export async function takeLease(id: string): Promise<boolean> {
  const rows = await sql(
    `update bulk_actions set leased_until = now() + interval '${LEASE_SECONDS} seconds'
     where organization_id = ? and id = ? and state in ('freezing', 'running', 'undoing')
       and (leased_until is null or leased_until < now()) returning 1`,
    [Tenant.id(), id]
  )
  return rows.length > 0
}

export async function dropLease(id: string): Promise<void> {
  await sql('update bulk_actions set leased_until = null where organization_id = ? and id = ?', [
    Tenant.id(),
    id,
  ])
}

/** The next records of the action's audience; of an undo, those that it changed. */
export async function nextItems(
  { id, cursor, isUndo }: { id: string; cursor: string | null; isUndo: boolean },
  limit: number,
  trx: TransactionClientContract
): Promise<string[]> {
  const rows = await sql<{ record_id: string }>(
    `select record_id from bulk_action_items
     where organization_id = ? and bulk_action_id = ? and record_id > coalesce(?::uuid, '00000000-0000-0000-0000-000000000000')
       ${isUndo ? 'and before is not null' : ''}
     order by record_id limit ${limit}`,
    [Tenant.id(), id, cursor],
    trx
  )
  return rows.map((row) => row.record_id)
}

/** Notes what stood there before. */
export async function journal(
  actionId: string,
  changed: Changed[],
  trx: TransactionClientContract
): Promise<void> {
  if (changed.length === 0) return
  await sql(
    `update bulk_action_items i set before = given.before
     from unnest(?::uuid[], ?::jsonb[]) given (id, before)
     where i.organization_id = ? and i.bulk_action_id = ? and i.record_id = given.id`,
    [
      changed.map(({ id }) => id),
      changed.map(({ before }) => JSON.stringify(before)),
      Tenant.id(),
      actionId,
    ],
    trx
  )
}

/** Notes that a batch is done, and keeps the lease. */
export async function advance(
  id: string,
  { cursor, done, changed }: { cursor: string; done: number; changed: number },
  trx: TransactionClientContract
): Promise<void> {
  await sql(
    `update bulk_actions set cursor = ?, done = done + ?, changed = changed + ?,
       leased_until = now() + interval '${LEASE_SECONDS} seconds'
     where organization_id = ? and id = ?`,
    [cursor, done, changed, Tenant.id(), id],
    trx
  )
}

/** Actions of all tenants that nobody works on. */
export function strandedActions(): Promise<{ id: string; organization_id: string }[]> {
  return sql<{ id: string; organization_id: string }>(
    `select id, organization_id from bulk_actions where state in ('freezing', 'running', 'undoing')
       and coalesce(leased_until, created_at + interval '20 seconds') < now() limit 100`
  )
}

/** Forgets journals of actions that cannot be undone any more, some at a time. */
export async function purgeJournals(): Promise<number> {
  const rows = await sql(
    `delete from bulk_action_items where ctid = any(array(
       select i.ctid from bulk_actions a join bulk_action_items i
         on i.organization_id = a.organization_id and i.bulk_action_id = a.id
       where a.created_at < now() - interval '${KEPT_DAYS} days' and a.state in ('done', 'failed', 'undone')
       limit ${PURGED_AT_ONCE})) returning 1`
  )
  return rows.length
}
