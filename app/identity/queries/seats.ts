import { sql } from '#core/database/sql'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** Members that an organization may have, unless an operator set another number. */
export const DEFAULT_SEATS = 25

/** Seats of an organization: active members and open invitations (but the one being taken) against the limit. */
export async function seatsOf(
  organizationId: string,
  taking: string | null,
  trx: TransactionClientContract
): Promise<{ limit: number; taken: number }> {
  const [row] = await sql<{ limit: number; taken: number }>(
    `select coalesce((select value from organization_limits where organization_id = ? and name = 'members'), ?)::int as limit,
       ((select count(*) from memberships where organization_id = ? and suspended_at is null)
        + (select count(*) from invitations where organization_id = ? and accepted_at is null and revoked_at is null
             and expires_at > clock_timestamp() and id is distinct from ?::uuid))::int as taken`,
    [organizationId, DEFAULT_SEATS, organizationId, organizationId, taking],
    trx
  )
  return row
}
