import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

/** Since when contacts stand on a list; those who are not on it are left out. */
export function standingOn(
  segmentId: string,
  contactIds: string[],
  trx: TransactionClientContract
): Promise<{ id: string; at: string }[]> {
  return sql(
    `select contact_id as id, entered_at::text as at from segment_members
     where organization_id = ? and segment_id = ? and contact_id = any(?)`,
    [Tenant.id(), segmentId, contactIds],
    trx
  )
}

/** Of contacts that an action put on a list, those who stand there since. */
export async function stillPutBy(
  stamp: string,
  segmentId: string,
  contactIds: string[],
  trx: TransactionClientContract
): Promise<string[]> {
  const rows = await sql<{ id: string }>(
    `select contact_id as id from segment_members
     where organization_id = ? and segment_id = ? and contact_id = any(?) and entered_at = ?`,
    [Tenant.id(), segmentId, contactIds, stamp],
    trx
  )
  return rows.map(({ id }) => id)
}

/** Lets contacts who were put back stand on a list since when they did before an action took them off. */
export async function standAsBefore(
  actionId: string,
  segmentId: string,
  contactIds: string[],
  trx: TransactionClientContract
): Promise<void> {
  await sql(
    `update segment_members m set entered_at = (i.before ->> 'at')::timestamptz from bulk_action_items i
     where m.organization_id = ? and m.segment_id = ? and m.contact_id = any(?)
       and i.organization_id = m.organization_id and i.bulk_action_id = ? and i.record_id = m.contact_id`,
    [Tenant.id(), segmentId, contactIds, actionId],
    trx
  )
}
