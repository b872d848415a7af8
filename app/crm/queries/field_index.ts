import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import type { FieldEntity } from '#crm/models/custom_field'

const TABLES: Record<FieldEntity, string> = {
  contact: 'contacts',
  company: 'companies',
  deal: 'deals',
}
const FIRST = '00000000-0000-0000-0000-000000000000'
const LEASE = '2 minutes'

/** Notes what is to do; the caller enqueues the job after its commit. */
export async function beginIndexWork(fieldId: string, isSortable: boolean, client: Client) {
  await sql(
    `update custom_fields set index_work = ?, index_state = ?, index_cursor = null, index_done = 0,
       index_total = null, index_since = pg_current_xact_id(), index_lease_until = null
     where organization_id = ? and id = ?`,
    [isSortable ? 'build' : 'clear', isSortable ? 'building' : 'none', Tenant.id(), fieldId],
    client
  )
}

type Client = Parameters<typeof sql>[2]

export type IndexWork = {
  /** Tells this piece of work from one that was begun anew. */
  token: string
  work: 'build' | 'clear'
  entity: FieldEntity
  key: string
  type: string
  cursor: string | null
  done: number
  /** Whether all transactions have ended that may have written without the triggers' attention. */
  isQuiet: boolean
}

/** Takes the work for two minutes; null when there is none, or somebody has it. */
export async function leaseIndexWork(fieldId: string): Promise<IndexWork | null> {
  const [row] = await sql<IndexWork>(
    `update custom_fields set index_lease_until = clock_timestamp() + interval '${LEASE}'
     where organization_id = ? and id = ? and index_work is not null
       and (index_lease_until is null or index_lease_until < clock_timestamp())
     returning index_since::text as token, index_work as work, entity, key, type, index_cursor as cursor, index_done as done,
       index_since < pg_snapshot_xmin(pg_current_snapshot()) as "isQuiet"`,
    [Tenant.id(), fieldId]
  )
  return row ?? null
}

/** Lets the work go without having finished. */
export async function releaseIndexWork(fieldId: string, token: string): Promise<void> {
  await sql(
    `update custom_fields set index_lease_until = null
     where organization_id = ? and id = ? and index_since::text = ?`,
    [Tenant.id(), fieldId, token]
  )
}

/** Deletes some typed copies; resolves to how many. */
export async function clearCopies(fieldId: string, limit: number): Promise<number> {
  const rows = await sql(
    `delete from field_values where organization_id = ? and field_id = ? and record_id in (
       select record_id from field_values where organization_id = ? and field_id = ? limit ?) returning 1`,
    [Tenant.id(), fieldId, Tenant.id(), fieldId, limit]
  )
  return rows.length
}

/**
 * Copies the values of the next records after the cursor. What a trigger has put
 * meanwhile is newer and stays. Resolves to the last id, null after the end.
 */
export async function copyValues(
  fieldId: string,
  { entity, key, type }: Pick<IndexWork, 'entity' | 'key' | 'type'>,
  cursor: string | null,
  limit: number
): Promise<{ last: string | null; count: number }> {
  const tenant = Tenant.id()
  const [row] = await sql<{ last: string | null; count: number }>(
    `with batch as (
       select id, custom from ${TABLES[entity]} where organization_id = ? and id > ?::uuid order by id limit ?),
     put as (
       insert into field_values (organization_id, field_id, record_id, text_value, number_value, date_value)
       select ?, ?, b.id, v.text_value, v.number_value, v.date_value
       from batch b cross join lateral warren_field_value(b.custom, ?, ?) v
       where jsonb_exists(b.custom, ?)
       on conflict do nothing)
     select (select id from batch order by id desc limit 1) as last, (select count(*)::int from batch) as count`,
    [tenant, cursor ?? FIRST, limit, tenant, fieldId, key, type, key]
  )
  return row
}

/** Moves the cursor and keeps the lease; false when the work was begun anew meanwhile. */
export async function noteIndexProgress(
  fieldId: string,
  { token, cursor, done }: Pick<IndexWork, 'token' | 'cursor' | 'done'>,
  total?: number
): Promise<boolean> {
  const rows = await sql(
    `update custom_fields set index_cursor = ?, index_done = ?, index_total = coalesce(?, index_total),
       index_lease_until = clock_timestamp() + interval '${LEASE}'
     where organization_id = ? and id = ? and index_since::text = ? returning 1`,
    [cursor, done, total, Tenant.id(), fieldId, token]
  )
  return rows.length > 0
}

export async function endIndexWork(fieldId: string, token: string): Promise<void> {
  await sql(
    `update custom_fields set index_work = null, index_cursor = null, index_lease_until = null,
       index_state = case when index_work = 'build' then 'ready' else 'none' end
     where organization_id = ? and id = ? and index_since::text = ? and index_work is not null`,
    [Tenant.id(), fieldId, token]
  )
}

/** How many records may have a value; deleted ones too. */
export async function countRecords(entity: FieldEntity): Promise<number> {
  const [{ count }] = await sql<{ count: number }>(
    `select count(*)::int as count from ${TABLES[entity]} where organization_id = ?`,
    [Tenant.id()]
  )
  return count
}

/** Fields whose work nobody holds, over all organizations. */
export function strandedIndexWork(): Promise<{ id: string; organizationId: string }[]> {
  return sql(
    `select id, organization_id as "organizationId" from custom_fields
     where index_work is not null and (index_lease_until is null or index_lease_until < clock_timestamp())
     limit 100`
  )
}
