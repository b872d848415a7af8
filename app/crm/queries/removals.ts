import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

const TABLES = { contact: 'contacts', company: 'companies' } as const

/** Deletes or brings back; false where it was so already. A merged contact is not brought back from here. */
export async function setDeleted(
  kind: keyof typeof TABLES,
  id: string,
  isDeleted: boolean,
  trx: TransactionClientContract
): Promise<boolean> {
  const now = clock.now().toISO()
  const merged = kind === 'contact' ? 'and merged_into_id is null and erased_at is null' : ''
  const rows = await sql(
    `update ${TABLES[kind]} set deleted_at = ?, updated_at = ?
     where organization_id = ? and id = ? and deleted_at is ${isDeleted ? '' : 'not'} null ${merged} returning 1`,
    [isDeleted ? now : null, now, Tenant.id(), id],
    trx
  )
  return rows.length > 0
}

/** The newer and the older neighbour in the list, whose order is the newest first. */
export async function neighboursOf(
  kind: keyof typeof TABLES,
  id: string
): Promise<{ previous: string | null; next: string | null }> {
  const side = (sign: '>' | '<', order: 'asc' | 'desc') => `
    (select o.id from ${TABLES[kind]} o
     where o.organization_id = ? and o.deleted_at is null and (o.created_at, o.id) ${sign} (me.created_at, me.id)
     order by o.created_at ${order}, o.id ${order} limit 1)`
  const tenant = Tenant.id()
  const [row] = await sql<{ previous: string | null; next: string | null }>(
    `select ${side('>', 'asc')} as previous, ${side('<', 'desc')} as next
     from ${TABLES[kind]} me where me.organization_id = ? and me.id = ?`,
    [tenant, tenant, tenant, id]
  )
  return row
}

/** Whether a user is at work in the organization, and may own a record. */
export async function isMember(userId: string, trx: TransactionClientContract): Promise<boolean> {
  const rows = await sql(
    'select 1 from memberships where organization_id = ? and user_id = ? and suspended_at is null',
    [Tenant.id(), userId],
    trx
  )
  return rows.length > 0
}
