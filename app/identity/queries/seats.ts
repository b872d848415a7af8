import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'

/** Seats of an organization that are taken: active members, and open invitations, which hold one each. */
export async function takenSeats(
  organizationId: string,
  trx: TransactionClientContract
): Promise<{ members: number; invited: number }> {
  const [row] = await sql<{ members: number; invited: number }>(
    `select (select count(*) from memberships where organization_id = ? and suspended_at is null)::int as members,
       (select count(*) from invitations where organization_id = ? and accepted_at is null
          and revoked_at is null and expires_at > ?)::int as invited`,
    [organizationId, organizationId, clock.now().toJSDate()],
    trx
  )
  return row
}
