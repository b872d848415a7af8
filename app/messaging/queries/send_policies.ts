import type { QueryClientContract, TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { STATE } from '#messaging/ledger/states'
import type { SendPolicy } from '#messaging/policy/send_policy'
import type { Tracking } from '#messaging/policy/tracking'

const COUNTED = [STATE.inFlight, STATE.sent, STATE.uncertain].join(', ')

export async function findPolicy(): Promise<SendPolicy | null> {
  const [row] = await sql<SendPolicy>(
    `select cap_mails as "capMails", cap_days as "capDays", on_cap as "onCap", quiet_from as "quietFrom",
       quiet_to as "quietTo", on_quiet as "onQuiet", tracks_opens as "tracksOpens", tracks_clicks as "tracksClicks"
     from send_policies where organization_id = ?`,
    [Tenant.id()]
  )
  return row ?? null
}

export async function upsertPolicy(policy: SendPolicy, now: string): Promise<void> {
  await sql(
    `insert into send_policies (organization_id, cap_mails, cap_days, on_cap, quiet_from, quiet_to, on_quiet,
       tracks_opens, tracks_clicks, updated_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (organization_id) do update set cap_mails = excluded.cap_mails, cap_days = excluded.cap_days,
       on_cap = excluded.on_cap, quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,
       on_quiet = excluded.on_quiet, tracks_opens = excluded.tracks_opens, tracks_clicks = excluded.tracks_clicks,
       updated_at = excluded.updated_at`,
    [
      ...[Tenant.id(), policy.capMails, policy.capDays, policy.onCap],
      ...[policy.quietFrom, policy.quietTo, policy.onQuiet],
      ...[policy.tracksOpens, policy.tracksClicks, now],
    ]
  )
}

/** What organization and topic together let be known of a sending. */
export async function findTracking(
  topicId: string | null,
  client?: QueryClientContract
): Promise<Tracking> {
  const [row] = await sql<Tracking>(
    `select coalesce(p.tracks_opens, true) and coalesce(t.tracks_opens, true) as opens,
       coalesce(p.tracks_clicks, true) and coalesce(t.tracks_clicks, true) as clicks
     from organizations o left join send_policies p on p.organization_id = o.id
     left join topics t on t.organization_id = o.id and t.id = ?::uuid
     where o.id = ?`,
    [topicId, Tenant.id()],
    client
  )
  return row
}

/**
 * For those of these contacts who had `most` mails or more since `since`: when the oldest of their last `most` left.
 * Read along each contact's own index of what they were sent. Rows stand under the month in which their sending was
 * ordered, and may leave weeks later.
 */
export async function cappedContacts(
  contactIds: string[],
  { most, since }: { most: number; since: string },
  client?: TransactionClientContract
): Promise<Map<string, Date>> {
  const rows = await sql<{ contactId: string; at: Date }>(
    `select c.id as "contactId", last.changed_at as at
     from unnest(?::uuid[]) as c(id) cross join lateral (
       select s.changed_at from sends s
       where s.contact_id = c.id and s.organization_id = ? and s.state in (${COUNTED})
         and s.changed_at > ?::timestamptz and s.month >= (date_trunc('month', ?::timestamptz at time zone 'UTC') - interval '1 month')::date
       order by s.changed_at desc offset ? limit 1) last`,
    [contactIds, Tenant.id(), since, since, most - 1],
    client
  )
  return new Map(rows.map(({ contactId, at }) => [contactId, at]))
}

/** Keeps other sendings from deciding about these contacts until the commit, so that no two pass the cap together. */
export async function lockForCap(
  contactIds: string[],
  trx: TransactionClientContract
): Promise<void> {
  await sql(
    `select pg_advisory_xact_lock(hashtextextended(id::text, 29))
     from (select id from unnest(?::uuid[]) as id order by id) sorted`,
    [contactIds],
    trx
  )
}
