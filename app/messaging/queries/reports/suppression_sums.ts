import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

export type SuppressionReason = {
  reason: string
  scope: 'all' | 'marketing'
  addresses: number
}

/** How many addresses nobody writes to, by why, read off an index alone. */
export function suppressionReasons(): Promise<SuppressionReason[]> {
  return sql<SuppressionReason>(
    `select reason, scope, count(*)::int as addresses
     from suppressions where organization_id = ? and channel = 'email'
     group by reason, scope order by count(*) desc, reason, scope`,
    [Tenant.id()]
  )
}

export type SuppressionDay = { day: string; reason: string; added: number }

/** How many of those that stand were added, by day in the zone and reason. */
export function suppressionDays(since: string, zone: string): Promise<SuppressionDay[]> {
  return sql<SuppressionDay>(
    `select (created_at at time zone ?)::date::text as day, reason, count(*)::int as added
     from suppressions
     where organization_id = ? and created_at >= ? and created_at <= ? and channel = 'email'
     group by 1, 2 order by 1, 2`,
    [zone, Tenant.id(), since, clock.now().toISO()]
  )
}
