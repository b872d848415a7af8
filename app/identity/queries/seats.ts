import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'

/** Seats that are taken: active members, and open invitations but the one that is being accepted. */
export async function takenSeats(
  organizationId: string,
  accepting: string | null,
  trx: TransactionClientContract
): Promise<number> {
  const [row] = await sql<{ taken: number }>(
    `select ((select count(*) from memberships where organization_id = ? and suspended_at is null)
       + (select count(*) from invitations where organization_id = ? and accepted_at is null
            and revoked_at is null and expires_at > ? and id is distinct from ?::uuid))::int as taken`,
    [organizationId, organizationId, clock.now().toJSDate(), accepting],
    trx
  )
  return row.taken
}
