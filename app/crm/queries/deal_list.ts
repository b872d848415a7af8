import encryption from '@adonisjs/core/services/encryption'
import { PLAN_AFRESH } from '#core/database/prepared_statements'
import { sql, type Binding } from '#core/database/sql'
import { Refusal } from '#core/http/refusal'
import type { SqlPart } from '#core/registry/segment_conditions'
import { Tenant } from '#core/tenancy/tenant'
import type { DealFilter } from '#crm/deal_filter'
import { dealSort, type DealSort } from '#crm/deal_sorts'
import type { Phase } from '#crm/lists/sorts'
import Deal from '#crm/models/deal'
import { rottingDeals } from '#crm/queries/deal_rotting'
import { searchDeals } from '#crm/queries/deal_words'

export type DealFilters = {
  q?: string | null
  pipelineId?: string | null
  stageId?: string | null
  ownerId?: string | null
  status?: string | null
  contactId?: string | null
  companyId?: string | null
  externalId?: string | null
  /** Only open ones that stand in their stage for longer than it allows. */
  isRotting?: boolean
  filter?: DealFilter | null
}

type Position = { phase: number; key: string; id: string }
type Cursor = Position & { to: 'next' | 'previous' }

const COUNT_CAP = 10_000
const PER_PAGE = 30

type Links = { next: string | null; previous: string | null }

/** A page of deals that fit, with stage, contact and company. Throws Refusal (422) for a cursor of another list. */
export async function dealPage(
  filters: DealFilters,
  sort: DealSort = dealSort('newest', []),
  cursor?: string | null,
  perPage = PER_PAGE
): Promise<{ rows: Deal[] } & Links> {
  const { ids, ...links } = await dealIdPage(filters, sort, cursor, perPage)
  return { ...links, rows: await dealsOf(ids) }
}

/**
 * The ids of a page of deals that fit, in the order asked for. Stretches of the order are read one
 * after the other. Throws Refusal (422) for a cursor of another list.
 */
export async function dealIdPage(
  filters: DealFilters,
  sort: DealSort,
  cursor: string | null | undefined,
  perPage: number
): Promise<{ ids: string[] } & Links> {
  const purpose = `deals:${sort.name}:${JSON.stringify(filters)}:${Tenant.id()}`
  const from = cursor ? readCursor(cursor, purpose, sort) : null
  const isBackward = from?.to === 'previous'
  const order = sort.phases.map((_, n) => n)
  if (isBackward) order.reverse()
  const found: Position[] = []
  for (const phase of order.slice(from ? order.indexOf(from.phase) : 0)) {
    const limit = perPage + 1 - found.length
    if (limit <= 0) break
    const beyond = from?.phase === phase ? from : null
    const rows = await readPhase(filters, sort.phases[phase], { beyond, isBackward, limit })
    found.push(...rows.map((row) => ({ ...row, phase })))
  }
  const hasMore = found.length > perPage
  const shown = found.slice(0, perPage)
  if (isBackward) shown.reverse()
  const link = (to: Cursor['to'], at: Position | undefined) =>
    at ? encryption.getMessageVerifier().sign({ ...at, to }, undefined, purpose) : null
  return {
    ids: shown.map(({ id }) => id),
    next: isBackward || hasMore ? link('next', shown.at(-1)) : null,
    previous: (isBackward ? hasMore : from !== null) ? link('previous', shown[0]) : null,
  }
}

/** How many deals fit, counted up to 10,000. */
export async function countDeals(
  filters: DealFilters
): Promise<{ count: number; isCapped: boolean }> {
  const fit = fits(filters)
  const [row] = await sql<{ count: number }>(
    `select count(*)::int as count from (select 1 from deals d where ${fit.sql} limit ${COUNT_CAP + 1}) found
     ${PLAN_AFRESH}`,
    fit.bindings
  )
  return { count: Math.min(row.count, COUNT_CAP), isCapped: row.count > COUNT_CAP }
}

type Stretch = { beyond: Position | null; isBackward: boolean; limit: number }

function readPhase(
  filters: DealFilters,
  { key, cast, direction, where, fieldId }: Phase,
  { beyond, isBackward, limit }: Stretch
): Promise<{ key: string; id: string }[]> {
  const fit = fits(filters)
  // The index over custom values ends with the copy's own id.
  const id = fieldId ? 'v.record_id' : 'd.id'
  const way = (direction === 'asc') === isBackward ? 'desc' : 'asc'
  return sql(
    `select d.id, ${key}::text as key from ${
      fieldId
        ? `field_values v join deals d on d.organization_id = v.organization_id and d.id = v.record_id
             and v.organization_id = ? and v.field_id = ? and ${key} is not null`
        : 'deals d'
    }
     where ${fit.sql} and ${where.sql}
       ${beyond ? `and (${key}, ${id}) ${way === 'asc' ? '>' : '<'} (?::${cast}, ?::uuid)` : ''}
     order by ${key} ${way}, ${id} ${way} limit ${limit} ${PLAN_AFRESH}`,
    [
      ...(fieldId ? [Tenant.id(), fieldId] : []),
      ...[...fit.bindings, ...where.bindings],
      ...(beyond ? [beyond.key, beyond.id] : []),
    ]
  )
}

function fits(filters: DealFilters): SqlPart {
  const { q, isRotting, filter } = filters
  const parts: SqlPart[] = [
    { sql: 'd.organization_id = ? and d.deleted_at is null', bindings: [Tenant.id()] },
    searchDeals(q ?? '', 'd'),
    ...(filter ? [filter.sql('d')] : []),
  ]
  const equal = (column: string, value: Binding) =>
    value && parts.push({ sql: `d.${column} = ?`, bindings: [value] })
  equal('pipeline_id', filters.pipelineId)
  equal('stage_id', filters.stageId)
  equal('owner_id', filters.ownerId)
  equal('contact_id', filters.contactId)
  equal('company_id', filters.companyId)
  equal('status', filters.status)
  equal('external_id', filters.externalId)
  if (isRotting) {
    const rotting = rottingDeals('d', 's')
    parts.push({
      sql: `d.status = 'open' and exists (select 1 from pipeline_stages s
        where s.organization_id = d.organization_id and s.id = d.stage_id and ${rotting.sql})`,
      bindings: rotting.bindings,
    })
  }
  return {
    sql: parts.map((part) => part.sql).join(' and '),
    bindings: parts.flatMap((part) => part.bindings),
  }
}

async function dealsOf(ids: string[]): Promise<Deal[]> {
  const deals = await Deal.query()
    .whereIn('id', ids)
    .preload('stage')
    .preload('contact')
    .preload('company')
  const byId = new Map(deals.map((deal) => [deal.id, deal]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

function readCursor(given: string, purpose: string, sort: DealSort): Cursor {
  const cursor = encryption.getMessageVerifier().unsign<Cursor>(given, purpose)
  if (!cursor || !sort.phases[cursor.phase]) {
    throw new Refusal('This page of the list is not known. Begin at the first one.', {
      code: 'E_BAD_CURSOR',
      field: 'cursor',
    })
  }
  return cursor
}
