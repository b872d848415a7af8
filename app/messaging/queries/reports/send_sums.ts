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

/** What left in these days and what became of it. */
export async function sumsOf({ from, to }: Days): Promise<SendSums> {
  const [row] = await sql<SendSums>(
    `select ${SUMS} from send_days where organization_id = ? and day between ? and ?`,
    [Tenant.id(), from, to]
  )
  return row
}

type SumRow = SendSums & { day: string | null; account: string | null; sender: string | null }
export type SendBreakdown = {
  days: ({ day: string } & SendSums)[]
  accounts: ({ id: string } & SendSums)[]
  senders: ({ domain: string } & SendSums)[]
}

/** The same by day, by account and by sender domain, of one pass over the days. */
export async function breakdownOf({ from, to }: Days): Promise<SendBreakdown> {
  const rows = await sql<SumRow>(
    `select day::text as day, account_id as account, sender_domain as sender, ${SUMS}
     from send_days where organization_id = ? and day between ? and ?
     group by grouping sets ((day), (account_id), (sender_domain))
     order by day, sum(sent) desc`,
    [Tenant.id(), from, to]
  )
  const found: SendBreakdown = { days: [], accounts: [], senders: [] }
  for (const { day, account, sender, ...sums } of rows) {
    if (day !== null) found.days.push({ day, ...sums })
    else if (account !== null) found.accounts.push({ id: account, ...sums })
    else if (sender !== null) found.senders.push({ domain: sender, ...sums })
  }
  return found
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
