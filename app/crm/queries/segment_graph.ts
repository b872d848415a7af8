import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'

export type SegmentNode = { id: string; name: string; dependsOn: string[] }

/**
 * All present segments and what they ask for, under a lock until the transaction
 * ends: two who save at once cannot make a circle together.
 */
export async function lockedGraph(
  organizationId: string,
  trx: TransactionClientContract
): Promise<SegmentNode[]> {
  await sql(
    `select pg_advisory_xact_lock(hashtext('segments'), hashtext(?))`,
    [organizationId],
    trx
  )
  return sql<SegmentNode>(
    `select id, name, depends_on as "dependsOn" from segments
     where organization_id = ? and archived_at is null`,
    [organizationId],
    trx
  )
}

/** IANA zone of an organization. */
export async function zoneOf(organizationId: string): Promise<string> {
  const [row] = await sql<{ zone: string }>(
    'select time_zone as zone from organizations where id = ?',
    [organizationId]
  )
  return row?.zone ?? 'UTC'
}
