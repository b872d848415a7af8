import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import type { ReturnDomain } from '#messaging/provider_events/bounce_address'

/**
 * The tenant's return addresses while DNS has what they need and their domain is part of one that is proven, and the
 * proven domains that mail may come from.
 */
export async function findReturnDomain(): Promise<(ReturnDomain & { senders: string[] }) | null> {
  const [row] = await sql<ReturnDomain & { senders: string[] }>(
    `select b.domain, b.mailbox,
       array(select d.domain from sending_domains d
         where d.organization_id = b.organization_id and d.state = 'verified') as senders
     from bounce_mailboxes b where b.organization_id = ? and b.state = 'verified' and exists (
       select 1 from sending_domains p where p.organization_id = b.organization_id and p.state = 'verified'
         and (b.domain = p.domain or right(b.domain, length(p.domain) + 1) = '.' || p.domain))`,
    [Tenant.id()]
  )
  return row ?? null
}

/** Something came home, by whichever way. */
export async function noteReport(organizationId: string, at: string): Promise<void> {
  await sql(
    `update bounce_mailboxes set taken_count = taken_count + 1, last_report_at = ? where organization_id = ?`,
    [at, organizationId]
  )
}

/** Mailboxes over all organizations that are to be read now and that nobody reads. */
export function mailboxesToRead(
  now: string,
  limit: number
): Promise<{ id: string; organizationId: string }[]> {
  return sql(
    `select id, organization_id as "organizationId" from bounce_mailboxes
     where reading = 'imap' and not is_stopped and due_at <= ?
       and (leased_until is null or leased_until <= clock_timestamp())
     order by due_at limit ?`,
    [now, limit]
  )
}

/** Mailboxes over all organizations whose domain is to be looked up again: daily, hourly while it waits or is shaky. */
export function returnDomainsToCheck(
  { day, hour, since }: { day: string; hour: string; since: string },
  limit: number
): Promise<{ id: string; organizationId: string }[]> {
  return sql(
    `select id, organization_id as "organizationId" from bounce_mailboxes
     where checked_at is null or checked_at < ?
       or (checked_at < ? and (misses > 0 or (state = 'pending' and updated_at > ?)))
     order by checked_at nulls first limit ?`,
    [day, hour, since, limit]
  )
}

/** Takes a mailbox that is due to read it; false where somebody else has it, or it is not to be read. */
export async function leaseMailbox(
  id: string,
  { by, seconds, now }: { by: string; seconds: number; now: string }
): Promise<boolean> {
  const rows = await sql(
    `update bounce_mailboxes set leased_by = ?, leased_until = clock_timestamp() + make_interval(secs => ?)
     where organization_id = ? and id = ? and reading = 'imap' and not is_stopped and due_at <= ?
       and (leased_until is null or leased_until <= clock_timestamp())
     returning id`,
    [by, seconds, Tenant.id(), id, now]
  )
  return rows.length > 0
}

export type Progress = {
  uidValidity: number
  lastUid: number
  /** Mails that were passed over since the last word. */
  passed: number
}

/** Writes down how far a folder was read and keeps the lease; false where it is somebody else's by now. */
export async function keepProgress(
  id: string,
  { by, seconds }: { by: string; seconds: number },
  { uidValidity, lastUid, passed }: Progress
): Promise<boolean> {
  const rows = await sql(
    `update bounce_mailboxes set uid_validity = ?, last_uid = ?, passed_count = passed_count + ?,
       stuck_uid = null, stuck_times = 0, leased_until = clock_timestamp() + make_interval(secs => ?)
     where organization_id = ? and id = ? and leased_by = ? returning id`,
    [uidValidity, lastUid, passed, seconds, Tenant.id(), id, by]
  )
  return rows.length > 0
}

/** One more try at a mail that could not be taken in; resolves to how many there were. */
export async function countStuck(id: string, by: string, uid: number): Promise<number> {
  const [row] = await sql<{ times: number }>(
    `update bounce_mailboxes set stuck_times = case when stuck_uid = ? then stuck_times + 1 else 1 end, stuck_uid = ?
     where organization_id = ? and id = ? and leased_by = ? returning stuck_times as times`,
    [uid, uid, Tenant.id(), id, by]
  )
  return row?.times ?? 0
}

/** Gives the mailbox back after it was read. */
export async function endReading(
  id: string,
  by: string,
  { now, dueAt }: { now: string; dueAt: string }
): Promise<void> {
  await sql(
    `update bounce_mailboxes set leased_by = null, leased_until = null, due_at = ?, last_read_at = ?,
       failures = 0, failing_since = null, last_error = null
     where organization_id = ? and id = ? and leased_by = ?`,
    [dueAt, now, Tenant.id(), id, by]
  )
}

export type Failure = { failures: number; failingSince: Date }

/** Counts a reading that failed and gives the mailbox back for later: 1, 2, 4 ... 60 minutes. Null where it is not ours. */
export async function countFailure(
  id: string,
  by: string,
  { now, error }: { now: string; error: string }
): Promise<Failure | null> {
  const [row] = await sql<Failure>(
    `update bounce_mailboxes set leased_by = null, leased_until = null, failures = failures + 1,
       failing_since = coalesce(failing_since, ?), last_error = ?,
       due_at = ?::timestamptz + make_interval(mins => least(power(2, least(failures, 10)), 60)::int)
     where organization_id = ? and id = ? and leased_by = ?
     returning failures, failing_since as "failingSince"`,
    [now, error, now, Tenant.id(), id, by]
  )
  return row ?? null
}
