import { sql } from '#core/database/sql'
import type { Run } from '#messaging/queries/send_runs'

type Of = Pick<Run, 'id' | 'organizationId'>

/** From whom a run is sent: by variant, or the organization's default. */
export async function sendersOfRun({ id, organizationId }: Of): Promise<string[]> {
  const rows = await sql<{ id: string }>(
    `select distinct coalesce(c.sender_id, r.sender_id,
       (select s.id from senders s where s.organization_id = r.organization_id and s.archived_at is null
        order by s.is_default desc, s.id limit 1)) as id
     from send_runs r join send_contents c on c.run_id = r.id
     where r.organization_id = ? and r.id = ?`,
    [organizationId, id]
  )
  return rows.flatMap((row) => row.id ?? [])
}

/** What of a run comes next; `n` is one of its rows where they were put off. Null where nothing is left. */
export async function nextBatch({
  id,
  organizationId,
}: Of): Promise<{ dueAt: Date; n: number | null; isWorkedOn: boolean } | null> {
  const [row] = await sql<{ dueAt: Date; n: number | null; isWorkedOn: boolean }>(
    `select due_at as "dueAt", ns[1] as n, leased_until is not null as "isWorkedOn" from send_batches
     where organization_id = ? and run_id = ? order by leased_until is null, due_at, id limit 1`,
    [organizationId, id]
  )
  return row ?? null
}

export async function sendReason(run: Run, n: number): Promise<number | null> {
  const [row] = await sql<{ reason: number }>(
    `select reason from sends where run_id = ? and month = ?::date and organization_id = ? and n = ?`,
    [run.id, run.month, run.organizationId, n]
  )
  return row?.reason ?? null
}

/**
 * Puts off what is due of a run before `dueAt`, all of it at once: the batch at hand goes back as it is, and those that
 * nobody has do not have to be taken one by one to learn the same. Where so many an hour were asked for, all that waits
 * moves on together, so that it does not come at once later. False when the batch was no longer ours.
 */
export async function shelve(
  { id, organizationId }: Of,
  batch: { id: number; takenBy: string },
  dueAt: Date
): Promise<boolean> {
  const rows = await sql(
    `with run as materialized (
       -- Locked: it may be resumed at this moment, and must not keep a batch that is held.
       select state = 'paused' as is_paused,
         per_hour is not null and not coalesce((plan->>'inTimeZones')::boolean, false) as is_paced
       from send_runs where organization_id = ? and id = ? for update
     ), given_back as (
       update send_batches b set leased_until = null, taken_by = null, due_at = ?::timestamptz,
         attempts = greatest(0, b.attempts - 1), is_held = run.is_paused
       from run where b.id = ? and b.taken_by = ? returning b.id, old.due_at as was_due, run.is_paced
     ), others as (
       update send_batches b set due_at = case when g.is_paced and b.from_n is not null
           then greatest(b.due_at, g.was_due) + (?::timestamptz - g.was_due) else ?::timestamptz end
       from given_back g
       where b.organization_id = ? and b.run_id = ? and b.leased_until is null and b.id <> g.id
         and (b.due_at < ?::timestamptz or g.is_paced and b.from_n is not null)
     ) select id from given_back`,
    [
      ...[organizationId, id, dueAt, batch.id, batch.takenBy],
      ...[dueAt, dueAt, organizationId, id, dueAt],
    ]
  )
  return rows.length > 0
}
