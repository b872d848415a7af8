import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

export type SendSums = {
  sent: number
  delivered: number
  deferred: number
  bounced: number
  blocked: number
  complained: number
}

/** Calendar days of UTC, both counted. */
export type Days = { from: string; to: string }

const SUMS = ['sent', 'delivered', 'deferred', 'bounced', 'blocked', 'complained']
  .map((name) => `coalesce(sum(${name}), 0)::float8 as ${name}`)
  .join(', ')

export type AccountDaySums = { day: string; accountId: string } & SendSums

/** What left by day and account and what became of it: all further sums are made of these few rows. */
export function sumsByDay({ from, to }: Days): Promise<AccountDaySums[]> {
  return sql<AccountDaySums>(
    `select day::text as day, account_id as "accountId", ${SUMS}
     from send_days where organization_id = ? and day between ? and ?
     group by day, account_id order by day`,
    [Tenant.id(), from, to]
  )
}

/** By recipient domain, the busiest first. */
export function recipientDomains(
  { from, to }: Days,
  limit: number
): Promise<({ domain: string } & SendSums)[]> {
  return sql(
    `select recipient_domain as domain, ${SUMS}
     from send_days where organization_id = ? and day between ? and ?
     group by recipient_domain order by sum(sent) desc, recipient_domain limit ?`,
    [Tenant.id(), from, to, limit]
  )
}

/** How many slots were given away on the day, by sender domain. */
export async function slotsOfDomains(day: string): Promise<Map<string, number>> {
  const rows = await sql<{ domain: string; used: number }>(
    `select split_part(scope, ':', 2) as domain, used from send_rates
     where organization_id = ? and scope like 'domain:%' and day = ?`,
    [Tenant.id(), day]
  )
  return new Map(rows.map(({ domain, used }) => [domain, used]))
}
