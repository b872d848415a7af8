import { keysetPage } from '#core/http/keyset'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import Deal from '#crm/models/deal'
import { searchDeals } from '#crm/queries/deal_words'

export const DEAL_SORTS = {
  newest: [
    ['created_at', 'desc'],
    ['id', 'desc'],
  ],
  amount: [
    ['amount_minor', 'desc'],
    ['id', 'desc'],
  ],
  close: [
    ['close_sort', 'asc'],
    ['id', 'asc'],
  ],
} satisfies Record<string, [string, 'asc' | 'desc'][]>
export type DealSort = keyof typeof DEAL_SORTS

export type DealFilters = {
  q?: string | null
  pipelineId?: string | null
  stageId?: string | null
  ownerId?: string | null
  status?: string | null
  sort?: DealSort | null
  cursor?: string | null
}

const COUNT_CAP = 10_000

/** A page of deals that fit, in the order asked for. */
export function dealPage({ cursor, sort, ...filters }: DealFilters) {
  const query = Deal.query().preload('stage').preload('contact').preload('company')
  const { q, pipelineId, stageId, ownerId, status } = filters
  if (q) query.withScopes((scopes) => scopes.matching(q))
  if (pipelineId) query.where('pipelineId', pipelineId)
  if (stageId) query.where('stageId', stageId)
  if (ownerId) query.where('ownerId', ownerId)
  if (status) query.where('status', status)
  return keysetPage(query, {
    columns: DEAL_SORTS[sort ?? 'newest'],
    cursor,
    perPage: 30,
    scope: `deals:${JSON.stringify([q, pipelineId, stageId, ownerId, status, sort ?? 'newest'])}`,
  })
}

/** How many deals fit, counted up to 10,000. */
export async function countDeals({
  q,
  pipelineId,
  stageId,
  ownerId,
  status,
}: DealFilters): Promise<{ count: number; isCapped: boolean }> {
  const words = searchDeals(q ?? '', 'd')
  const [row] = await sql<{ count: number }>(
    `select count(*)::int as count from (
       select 1 from deals d where d.organization_id = ? and d.deleted_at is null and ${words.sql}
         and (?::uuid is null or d.pipeline_id = ?::uuid) and (?::uuid is null or d.stage_id = ?::uuid)
         and (?::uuid is null or d.owner_id = ?::uuid) and (?::text is null or d.status = ?)
       limit ${COUNT_CAP + 1}) found`,
    [
      ...[Tenant.id(), ...words.bindings, pipelineId, pipelineId, stageId, stageId],
      ...[ownerId, ownerId, status, status],
    ]
  )
  return { count: Math.min(row.count, COUNT_CAP), isCapped: row.count > COUNT_CAP }
}
