import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

export type RunRow = {
  id: number
  month: string
  state: 'freezing' | 'sending' | 'paused' | 'finished' | 'cancelled'
  audience: number
  perHour: number | null
  tracksOpens: boolean
  tracksClicks: boolean
  startsAt: Date
  startedAt: Date | null
  finishedAt: Date | null
}

/** The sendings of a campaign, in their order: the test first, then the rest. */
export function runsOf(campaignId: string, client?: TransactionClientContract): Promise<RunRow[]> {
  return sql<RunRow>(
    `select id, month::text, state, audience, per_hour as "perHour", tracks_opens as "tracksOpens",
       tracks_clicks as "tracksClicks", starts_at as "startsAt", started_at as "startedAt", finished_at as "finishedAt"
     from send_runs where organization_id = ? and source_kind = 'campaign' and source_id = ? order by id`,
    [Tenant.id(), campaignId],
    client
  )
}

const SUMS = [
  'audience',
  'sent',
  'skipped',
  'failed',
  'uncertain',
  'cancelled',
  'delivered',
  'bounced',
  'complained',
  'opened',
  'opened_human',
  'clicked',
  'clicked_human',
  'unsubscribed',
  'replied',
  'converted',
  'revenue_minor',
] as const
const camel = (name: string) =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
const SUM_COLUMNS = SUMS.map(
  (name) => `coalesce(sum(t.${name}), 0)::float8 as "${camel(name)}"`
).join(', ')

export type Tally = {
  audience: number
  sent: number
  skipped: number
  failed: number
  uncertain: number
  cancelled: number
  delivered: number
  bounced: number
  complained: number
  opened: number
  openedHuman: number
  clicked: number
  clickedHuman: number
  unsubscribed: number
  replied: number
  converted: number
  revenueMinor: number
}

/** The sums of campaigns by id; those without a run are left out. */
export async function talliesOf(
  campaignIds: string[],
  client?: TransactionClientContract
): Promise<Map<string, Tally>> {
  if (campaignIds.length === 0) return new Map()
  const rows = await sql<Tally & { id: string }>(
    `select r.source_id as id, ${SUM_COLUMNS}
     from send_runs r join send_tallies t on t.run_id = r.id
     where r.organization_id = ? and r.source_kind = 'campaign' and r.source_id = any(?::uuid[]) group by r.source_id`,
    [Tenant.id(), campaignIds],
    client
  )
  return new Map(rows.map(({ id, ...tally }) => [id, tally]))
}

/** The sums of a campaign by variant, of one of its runs or of all. */
export function variantTallies(
  campaignId: string,
  runId: number | null = null,
  client?: TransactionClientContract
): Promise<(Tally & { variant: number })[]> {
  return sql(
    `select t.variant, ${SUM_COLUMNS}
     from send_runs r join send_tallies t on t.run_id = r.id
     where r.organization_id = ? and r.source_kind = 'campaign' and r.source_id = ?
       and (?::bigint is null or r.id = ?::bigint)
     group by t.variant order by t.variant`,
    [Tenant.id(), campaignId, runId, runId],
    client
  )
}
