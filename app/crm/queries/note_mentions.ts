import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

/** Notes that users are named in a note; resolves to those who were not named in it before. */
export async function writeMentions(
  noteId: string,
  userIds: string[],
  trx: TransactionClientContract
): Promise<string[]> {
  const rows = await sql<{ id: string }>(
    `insert into note_mentions (organization_id, note_id, user_id, created_at)
       select ?, ?, u, ? from unnest(?::uuid[]) as u
     on conflict do nothing returning user_id as id`,
    [Tenant.id(), noteId, clock.now().toISO(), userIds],
    trx
  )
  return rows.map(({ id }) => id)
}
