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
 * nobody has do not have to be taken one by one to learn the same. False when the batch was no longer ours.
 */
export async function shelve(
  { id, organizationId }: Of,
  batch: { id: number; takenBy: string },
  dueAt: Date
): Promise<boolean> {
  const rows = await sql(
    `with run as materialized (
       -- Locked: it may be resumed at this moment, and must not keep a batch that is held.
       select state = 'paused' as is_paused from send_runs where organization_id = ? and id = ? for update
     ), given_back as (
       update send_batches b set leased_until = null, taken_by = null, due_at = ?::timestamptz,
         attempts = greatest(0, b.attempts - 1), is_held = run.is_paused
       from run where b.id = ? and b.taken_by = ? returning b.id
     ), others as (
       update send_batches b set due_at = ?::timestamptz from given_back
       where b.organization_id = ? and b.run_id = ? and b.leased_until is null and b.due_at < ?::timestamptz
         and b.id <> given_back.id
     ) select id from given_back`,
    [...[organizationId, id, dueAt, batch.id, batch.takenBy], ...[dueAt, organizationId, id, dueAt]]
  )
  return rows.length > 0
}
