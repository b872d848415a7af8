import { sql } from '#core/database/sql'
import { fullName, type Person, personColumns } from '#messaging/rendering/person'
import type { Run } from '#messaging/queries/send_runs'
import type { Recipient } from '#messaging/queries/send_chunks'

/** The reader of one row of a run, whatever became of it; null where nobody is left behind it. */
export async function recipientOf(
  run: Run,
  n: number,
  variables: string[]
): Promise<Recipient | null> {
  const columns = personColumns(variables)
  const [row] = await sql<Recipient & Person>(
    `select s.n, s.variant, s.attempts, s.reason, c.time_zone as "timeZone", c.id as "contactId", ${columns.sql}
     from sends s join contacts c on c.organization_id = s.organization_id and c.id = s.contact_id
     where s.run_id = ? and s.month = ?::date and s.organization_id = ? and s.n = ? and c.deleted_at is null`,
    [...columns.bindings, run.id, run.month, run.organizationId, n]
  )
  return row ? { ...row, full_name: fullName(row) } : null
}
