import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { Tenant } from '#core/tenancy/tenant'
import { tellStaff } from '#identity/staff_channels'
import { putMembers, takeMembers } from '#crm/queries/segment_members'
import { recordTurned } from '#crm/segment_evaluation'

/**
 * Puts living contacts of the tenant on a static list, in the caller's transaction;
 * resolves to those who were not on it. `at` (ISO 8601) is when they entered. For
 * bulk actions and imports: give some thousand ids at a time.
 */
export async function putOnList(
  segmentId: string,
  contactIds: string[],
  trx: TransactionClientContract,
  at = clock.now().toISO()
): Promise<string[]> {
  const key = { organizationId: Tenant.id(), segmentId }
  const some = { sql: 'c.id = any(?)', bindings: [contactIds] }
  return change(segmentId, true, trx, () => putMembers(key, some, at, trx))
}

/** Takes contacts off a static list; resolves to those who were on it. */
export async function takeOffList(
  segmentId: string,
  contactIds: string[],
  trx: TransactionClientContract
): Promise<string[]> {
  const key = { organizationId: Tenant.id(), segmentId }
  return change(segmentId, false, trx, () => takeMembers(key, contactIds, trx))
}

/** Puts everybody of one list on another. */
export async function copyList(fromId: string, toId: string): Promise<void> {
  const organizationId = Tenant.id()
  const all = {
    sql: `exists (select 1 from segment_members m where m.organization_id = c.organization_id
      and m.segment_id = ? and m.contact_id = c.id)`,
    bindings: [fromId],
  }
  await db.transaction((trx) =>
    change(toId, true, trx, () =>
      putMembers({ organizationId, segmentId: toId }, all, clock.now().toISO(), trx)
    )
  )
}

async function change(
  segmentId: string,
  isIn: boolean,
  trx: TransactionClientContract,
  write: () => Promise<string[]>
): Promise<string[]> {
  const { default: Segment } = await import('#crm/models/segment')
  const [segment] = await Segment.locked([segmentId], trx)
  if (!segment || segment.isDynamic || segment.isArchived) return []
  const changed = await write()
  const turned = changed.map((contactId) => ({ contactId, isIn }))
  await recordTurned([{ segment, turned }], 'hand', trx)
  if (turned.length > 0) await tellStaff('segments', segmentId, trx)
  return changed
}
