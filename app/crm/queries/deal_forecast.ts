import { PLAN_AFRESH } from '#core/database/prepared_statements'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import type { DealFilter } from '#crm/deal_filter'
import type { ForecastRow } from '#crm/models/deal/forecast'

export type ForecastFilters = {
  pipelineId?: string | null
  ownerId?: string | null
  filter?: DealFilter | null
  /** First day of the first month, 'YYYY-MM-DD'. */
  from: string
  /** First day after the last month. */
  until: string
  /** IANA zone in which a won deal's month begins. */
  timeZone: string
}

/**
 * Sums per month and currency: open deals by the month in which they are
 * expected to close, whatever lies before `from` as overdue and those without a
 * day as undated; won deals by the month in which they were won.
 */
export function forecastRows({
  pipelineId,
  ownerId,
  filter,
  from,
  until,
  timeZone,
}: ForecastFilters): Promise<ForecastRow[]> {
  const fit = filter?.tree ? filter.sql('d') : { sql: 'true', bindings: [] }
  const scope = [Tenant.id(), pipelineId, pipelineId, ownerId, ownerId, ...fit.bindings]
  const mine = `d.organization_id = ? and d.deleted_at is null
    and (?::uuid is null or d.pipeline_id = ?::uuid) and (?::uuid is null or d.owner_id = ?::uuid) and ${fit.sql}`
  return sql<ForecastRow>(
    `select case when d.expected_close_on is null then 'undated' when d.expected_close_on < ?::date then 'overdue'
         when d.expected_close_on >= ?::date then 'later' else to_char(d.expected_close_on, 'YYYY-MM') end as month,
       d.currency, count(*)::int as count, sum(d.amount_minor)::bigint as "openMinor",
       round(sum(d.amount_minor * s.probability) / 100.0)::bigint as "weightedMinor",
       0 as "wonCount", 0::bigint as "wonMinor"
     from deals d join pipeline_stages s on s.organization_id = d.organization_id and s.id = d.stage_id
     where ${mine} and d.status = 'open'
     group by 1, 2
     union all
     select to_char(d.closed_at at time zone ?, 'YYYY-MM'), d.currency, 0, 0, 0, count(*)::int, sum(d.amount_minor)::bigint
     from deals d
     where ${mine} and d.status = 'won' and d.closed_at >= ?::timestamp at time zone ?
       and d.closed_at < ?::timestamp at time zone ?
     group by 1, 2 ${filter?.tree ? PLAN_AFRESH : ''}`,
    [from, until, ...scope, timeZone, ...scope, from, timeZone, until, timeZone]
  )
}
