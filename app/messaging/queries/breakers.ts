import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

export type BreakerCounts = { sent: number; bounced: number; complained: number }

/** What became of an account's mails of some days. */
export async function countsOf(
  accountId: string,
  days: string[],
  client?: TransactionClientContract
): Promise<BreakerCounts> {
  const [counts] = await sql<BreakerCounts>(
    `select coalesce(sum(sent), 0)::int as sent, coalesce(sum(bounced), 0)::int as bounced,
       coalesce(sum(complained), 0)::int as complained
     from send_days where organization_id = ? and day = any(?::date[]) and account_id = ?`,
    [Tenant.id(), days, accountId],
    client
  )
  return counts
}

export type OverLimit = {
  id: string
  organizationId: string
  bounceRate: number
  complaintRate: number
  isBounces: boolean
}

type Window = {
  /** The days that count. */
  days: string[]
  /** Below so many mails, or so few of the bad ones, a rate says nothing. */
  leastSent: number
  leastBounced: number
  leastComplained: number
}

/**
 * Closed accounts over all organizations, or the one, whose rate of bounces or complaints is over their limit. What was
 * counted when somebody closed the breaker by hand is left out, while that day is part of the window.
 */
export function accountsOverLimit(
  { days, leastSent, leastBounced, leastComplained }: Window,
  accountId: string | null = null
): Promise<OverLimit[]> {
  return sql(
    `select id, organization_id as "organizationId", bounced / sent as "bounceRate",
       complained / sent as "complaintRate", bounces as "isBounces"
     from (
       select a.id, a.organization_id, s.sent, s.bounced, s.complained,
         s.bounced >= ? and s.bounced / s.sent > a.bounce_limit as bounces,
         s.complained >= ? and s.complained / s.sent > a.complaint_limit as complaints
       from mail_accounts a
       cross join lateral (
         select coalesce(a.breaker_base, '{}') as base, a.breaker_base->>'day' = any(?::text[]) as counts
       ) b
       cross join lateral (
         select (sum(d.sent) - case when b.counts then (base->>'sent')::int else 0 end)::float8 as sent,
           (sum(d.bounced) - case when b.counts then (base->>'bounced')::int else 0 end)::float8 as bounced,
           (sum(d.complained) - case when b.counts then (base->>'complained')::int else 0 end)::float8 as complained
         from send_days d
         where d.organization_id = a.organization_id and d.day = any(?::date[]) and d.account_id = a.id
       ) s
       where a.state <> 'disabled' and a.breaker = 'closed' and (?::uuid is null or a.id = ?::uuid) and s.sent >= ?
     ) t where bounces or complaints`,
    [leastBounced, leastComplained, days, days, accountId, accountId, leastSent]
  )
}

/** Opens a closed breaker; false where somebody else did. */
export async function openBreaker(
  accountId: string,
  reason: string,
  now: string,
  trx: TransactionClientContract
): Promise<boolean> {
  const rows = await sql(
    `update mail_accounts set breaker = 'open', breaker_reason = ?, breaker_opened_at = ?, updated_at = ?
     where organization_id = ? and id = ? and breaker = 'closed' returning id`,
    [reason, now, now, Tenant.id(), accountId],
    trx
  )
  return rows.length > 0
}
