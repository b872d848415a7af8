import { PLAN_AFRESH } from '#core/database/prepared_statements'
import { sql, type Binding } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { clock } from '#core/clock/clock'
import type { SqlPart } from '#core/registry/segment_conditions'
import type { DealFilter } from '#crm/deal_filter'
import { rottingDeals } from '#crm/queries/deal_rotting'
import { searchDeals } from '#crm/queries/deal_words'

export type BoardFilters = {
  q?: string | null
  ownerId?: string | null
  /** Only those that stand in their stage for longer than it allows. */
  isRotting?: boolean
  filter?: DealFilter | null
}

/** Sums of one stage in one currency. Weighted by the stage's probability. */
export type StageTotal = {
  stageId: string
  currency: string
  count: number
  sumMinor: number
  weightedMinor: number
}

export type DealCard = {
  id: string
  stageId: string
  /** Where it stands in its stage: cards are sorted by this byte by byte, then by id. */
  rank: string
  title: string
  amountMinor: number
  currency: string
  expectedCloseOn: string | null
  contactId: string | null
  contact: string | null
  companyId: string | null
  company: string | null
  ownerId: string | null
  owner: string | null
  daysInStage: number
  isRotting: boolean
  isOverdue: boolean
  custom: Record<string, unknown>
}

const OPEN = `d.organization_id = ? and d.status = 'open' and d.deleted_at is null`

/** Sums of the open deals of a pipeline that fit, per stage and currency, with one statement. */
export function boardTotals(pipelineId: string, filters: BoardFilters): Promise<StageTotal[]> {
  const fit = fits(filters)
  const stages = 'pipeline_stages s on s.organization_id = d.organization_id and s.id = d.stage_id'
  // Summed from the index alone; stages come in afterwards, unless the filter asks for them.
  return sql<StageTotal>(
    `select d.stage_id as "stageId", d.currency, d.count, d.sum as "sumMinor",
       round(d.sum * s.probability / 100.0)::bigint as "weightedMinor"
     from (
       select d.organization_id, d.stage_id, d.currency, count(*)::int as count, sum(d.amount_minor)::bigint as sum
       from deals d ${filters.isRotting ? `join ${stages}` : ''}
       where ${OPEN} and d.pipeline_id = ? and ${fit.sql}
       group by d.organization_id, d.stage_id, d.currency) d
     join ${stages} order by d.currency`,
    [Tenant.id(), pipelineId, ...fit.bindings]
  )
}

/** After which card to go on. */
export type CardPosition = { rank: string; id: string }

/** The first cards of each stage, as many as `limits` says for it; `more` names those that have further ones. */
export async function boardCards(
  limits: { stageId: string; limit: number }[],
  filters: BoardFilters
): Promise<{ cards: DealCard[]; more: string[] }> {
  const fit = fits(filters)
  const rows = await cardsFrom(
    {
      sql: `unnest(?::uuid[], ?::int[]) as wanted (stage_id, shown)
        join pipeline_stages s on s.organization_id = ? and s.id = wanted.stage_id
        cross join lateral (
          select d.* from deals d where ${OPEN} and d.stage_id = wanted.stage_id and ${fit.sql}
          order by d.rank, d.id limit wanted.shown + 1) d`,
      bindings: [
        limits.map((one) => one.stageId),
        limits.map((one) => one.limit),
        ...[Tenant.id(), Tenant.id(), ...fit.bindings],
      ],
    },
    {}
  )
  const cards: DealCard[] = []
  const more: string[] = []
  for (const { stageId, limit } of limits) {
    const ofStage = rows.filter((row) => row.stageId === stageId)
    cards.push(...ofStage.slice(0, limit))
    if (ofStage.length > limit) more.push(stageId)
  }
  return { cards, more }
}

/** The next cards of a stage after that one, which may be gone meanwhile. */
export async function cardsAfter(
  stageId: string,
  after: CardPosition,
  filters: BoardFilters,
  limit: number
): Promise<{ cards: DealCard[]; hasMore: boolean }> {
  const fit = fits(filters)
  const cards = await cardsFrom(
    {
      sql: `pipeline_stages s cross join lateral (
          select d.* from deals d where ${OPEN} and d.stage_id = s.id and ${fit.sql}
            and (d.rank, d.id) > (?, ?::uuid)
          order by d.rank, d.id limit ${limit + 1}) d`,
      bindings: [Tenant.id(), ...fit.bindings, after.rank, after.id],
    },
    { 's.organization_id': Tenant.id(), 's.id': stageId }
  )
  return { cards: cards.slice(0, limit), hasMore: cards.length > limit }
}

/** Which of these deals stand on the board of the pipeline and fit, as they are now. */
export function cardsNow(
  pipelineId: string,
  ids: string[],
  filters: BoardFilters
): Promise<DealCard[]> {
  const fit = fits(filters)
  return cardsFrom(
    {
      sql: `deals d join pipeline_stages s on s.organization_id = d.organization_id and s.id = d.stage_id
          and d.id = any(?::uuid[]) and ${OPEN} and ${fit.sql}`,
      bindings: [ids, Tenant.id(), ...fit.bindings],
    },
    { 'd.pipeline_id': pipelineId }
  )
}

function cardsFrom(
  source: { sql: string; bindings: Binding[] },
  where: Record<string, string>
): Promise<DealCard[]> {
  const now = clock.now().toISO()
  const asked = Object.keys(where).map((column) => `${column} = ?::uuid`)
  return sql<DealCard>(
    `select d.id, d.stage_id as "stageId", d.rank, d.title, d.amount_minor as "amountMinor", d.currency,
       d.expected_close_on::text as "expectedCloseOn", d.custom,
       d.contact_id as "contactId", coalesce(nullif(trim(concat_ws(' ', c.first_name, c.last_name)), ''), c.email, c.phone) as contact,
       d.company_id as "companyId", o.name as company, d.owner_id as "ownerId", u.full_name as owner,
       floor(extract(epoch from ?::timestamptz - d.stage_entered_at) / 86400)::int as "daysInStage",
       coalesce(d.stage_entered_at < ?::timestamptz - s.rotting_days * interval '1 day', false) as "isRotting",
       coalesce(d.expected_close_on < (?::timestamptz)::date, false) as "isOverdue"
     from ${source.sql}
     left join contacts c on c.organization_id = d.organization_id and c.id = d.contact_id and c.deleted_at is null
     left join companies o on o.organization_id = d.organization_id and o.id = d.company_id and o.deleted_at is null
     left join users u on u.id = d.owner_id
     ${asked.length > 0 ? `where ${asked.join(' and ')}` : ''}
     order by d.rank, d.id`,
    [now, now, now, ...source.bindings, ...Object.values(where)]
  )
}

/** Over the aliases d of a deal and s of its stage. */
function fits({ q, ownerId, isRotting, filter }: BoardFilters): SqlPart {
  const parts: SqlPart[] = [
    searchDeals(q ?? '', 'd'),
    ...(ownerId ? [{ sql: 'd.owner_id = ?', bindings: [ownerId] }] : []),
    ...(isRotting ? [rottingDeals('d', 's')] : []),
    ...(filter?.tree ? [filter.sql('d'), { sql: `true ${PLAN_AFRESH}`, bindings: [] }] : []),
  ]
  return {
    sql: parts.map((part) => part.sql).join(' and '),
    bindings: parts.flatMap((part) => part.bindings),
  }
}
