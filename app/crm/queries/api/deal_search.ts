import { PLAN_AFRESH } from '#core/database/prepared_statements'
import { keysetPage, type KeysetPage } from '#core/http/keyset'
import type { DealFilter } from '#crm/deal_filter'
import Deal from '#crm/models/deal'

export type DealSearch = {
  q?: string
  /** Ids. */
  pipeline?: string
  stage?: string
  owner?: string
  contact?: string
  company?: string
  status?: string
  external_id?: string
  filter: DealFilter
  cursor?: string
  limit?: number
}

const COLUMNS = {
  pipeline: 'pipelineId',
  stage: 'stageId',
  owner: 'ownerId',
  contact: 'contactId',
  company: 'companyId',
  status: 'status',
  external_id: 'externalId',
} as const

/** A page of deals for the API, the newest first. */
export function searchDealsPage({
  cursor,
  limit,
  q,
  filter,
  ...filters
}: DealSearch): Promise<KeysetPage<Deal>> {
  const query = Deal.query()
  if (q) query.withScopes((scopes) => scopes.matching(q))
  if (filter.tree) {
    const { sql, bindings } = filter.sql('deals')
    query.whereRaw(`${sql} ${PLAN_AFRESH}`, bindings as string[])
  }
  for (const [name, column] of Object.entries(COLUMNS)) {
    const value = filters[name as keyof typeof COLUMNS]
    if (value) query.where(column, value)
  }
  return keysetPage(query, {
    columns: [
      ['created_at', 'desc'],
      ['id', 'desc'],
    ],
    cursor,
    perPage: limit,
    scope: `api:deals:${q ?? ''}:${JSON.stringify(Object.keys(COLUMNS).map((name) => filters[name as keyof typeof COLUMNS]))}:${JSON.stringify(filter)}`,
  })
}
