import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { STATE } from '#messaging/ledger/states'
import type { SendPolicy } from '#messaging/policy/send_policy'

const COUNTED = [STATE.inFlight, STATE.sent, STATE.uncertain].join(', ')

export async function findPolicy(): Promise<SendPolicy | null> {
  const [row] = await sql<SendPolicy>(
    `select cap_mails as "capMails", cap_days as "capDays", on_cap as "onCap", quiet_from as "quietFrom",
       quiet_to as "quietTo", on_quiet as "onQuiet" from send_policies where organization_id = ?`,
    [Tenant.id()]
  )
  return row ?? null
}

export async function upsertPolicy(policy: SendPolicy, now: string): Promise<void> {
  await sql(
    `insert into send_policies (organization_id, cap_mails, cap_days, on_cap, quiet_from, quiet_to, on_quiet, updated_at)
     values (?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (organization_id) do update set cap_mails = excluded.cap_mails, cap_days = excluded.cap_days,
       on_cap = excluded.on_cap, quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,
       on_quiet = excluded.on_quiet, updated_at = excluded.updated_at`,
    [
      ...[Tenant.id(), policy.capMails, policy.capDays, policy.onCap],
      ...[policy.quietFrom, policy.quietTo, policy.onQuiet, now],
    ]
  )
}

/**
 * For those of these contacts who had `most` mails or more since `since`: when the oldest of their last `most` left.
 * Read along each contact's own index of what they were sent.
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
         and s.changed_at > ?::timestamptz and s.month >= date_trunc('month', ?::timestamptz at time zone 'UTC')::date
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
