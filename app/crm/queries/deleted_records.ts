import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import type { ListEntity } from '#crm/lists/columns'

const TABLES = { contact: 'contacts', company: 'companies' } as const
const NAMES = {
  contact: `coalesce(nullif(concat_ws(' ', c.first_name, c.last_name), ''), c.email, c.phone, 'Nameless')`,
  company: 'c.name',
} as const
/** A merged contact comes back by undoing the merge, an erased one not at all. */
const RESTORABLE = {
  contact: 'and c.merged_into_id is null and c.erased_at is null',
  company: '',
} as const

/** Brings deleted records back; resolves to those that were deleted, with their names. */
export function restoreRecords(
  entity: ListEntity,
  ids: string[],
  now: string,
  trx: TransactionClientContract
): Promise<{ id: string; name: string }[]> {
  return sql(
    `update ${TABLES[entity]} c set deleted_at = null, updated_at = ?
     where c.organization_id = ? and c.id = any(?) and c.deleted_at is not null ${RESTORABLE[entity]}
     returning c.id, ${NAMES[entity]} as name`,
    [now, Tenant.id(), ids],
    trx
  )
}

/** Who deleted records the last time, by the record's id. A program has no name. */
export async function deletersOf(
  entity: ListEntity,
  ids: string[]
): Promise<Map<string, string | null>> {
  if (ids.length === 0) return new Map()
  const rows = await sql<{ id: string; name: string | null }>(
    `select distinct on (e.subject_id) e.subject_id as id, u.full_name as name from events e
     left join users u on e.actor_type = 'user' and u.id = e.actor_id
     where e.organization_id = ? and e.subject_type = ? and e.subject_id = any(?) and e.type = ?
     order by e.subject_id, e.id desc`,
    [Tenant.id(), entity, ids, `${entity}.deleted`]
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
