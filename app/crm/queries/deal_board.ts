import { sql, type Binding } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { clock } from '#core/clock/clock'
import { searchDeals } from '#crm/queries/deal_words'

export type BoardFilters = { q?: string | null; ownerId?: string | null }

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
  return sql<StageTotal>(
    `select d.stage_id as "stageId", d.currency, count(*)::int as count, sum(d.amount_minor)::bigint as "sumMinor",
       round(sum(d.amount_minor) * s.probability / 100.0)::bigint as "weightedMinor"
     from deals d join pipeline_stages s on s.organization_id = d.organization_id and s.id = d.stage_id
     where ${OPEN} and d.pipeline_id = ? and ${fit.sql}
     group by d.stage_id, d.currency, s.probability order by d.currency`,
    [Tenant.id(), pipelineId, ...fit.bindings]
  )
}

/** The first cards of each stage, as many as `limits` says for it; one more tells that there are more. */
export async function boardCards(
  limits: { stageId: string; limit: number }[],
  filters: BoardFilters
): Promise<{ cards: DealCard[]; more: string[] }> {
  const fit = fits(filters)
  const organizationId = Tenant.id()
  const now = clock.now().toISO()
  const rows = await sql<DealCard>(
    `select d.id, d.stage_id as "stageId", d.title, d.amount_minor as "amountMinor", d.currency,
       d.expected_close_on::text as "expectedCloseOn", d.custom,
       d.contact_id as "contactId", coalesce(nullif(trim(concat_ws(' ', c.first_name, c.last_name)), ''), c.email, c.phone) as contact,
       d.company_id as "companyId", o.name as company, d.owner_id as "ownerId", u.full_name as owner,
       floor(extract(epoch from ?::timestamptz - d.stage_entered_at) / 86400)::int as "daysInStage",
       coalesce(d.stage_entered_at < ?::timestamptz - s.rotting_days * interval '1 day', false) as "isRotting",
       coalesce(d.expected_close_on < (?::timestamptz)::date, false) as "isOverdue"
     from unnest(?::uuid[], ?::int[]) as wanted (stage_id, shown)
     join pipeline_stages s on s.organization_id = ? and s.id = wanted.stage_id
     cross join lateral (
       select d.* from deals d where ${OPEN} and d.stage_id = wanted.stage_id and ${fit.sql}
       order by d.rank, d.id limit wanted.shown + 1) d
     left join contacts c on c.organization_id = d.organization_id and c.id = d.contact_id and c.deleted_at is null
     left join companies o on o.organization_id = d.organization_id and o.id = d.company_id and o.deleted_at is null
     left join users u on u.id = d.owner_id
     order by d.rank, d.id`,
    [
      ...[now, now, now],
      limits.map((one) => one.stageId),
      limits.map((one) => one.limit),
      ...[organizationId, organizationId, ...fit.bindings],
    ]
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

function fits({ q, ownerId }: BoardFilters): { sql: string; bindings: Binding[] } {
  const words = searchDeals(q ?? '', 'd')
  if (!ownerId) return words
  return { sql: `${words.sql} and d.owner_id = ?`, bindings: [...words.bindings, ownerId] }
}
