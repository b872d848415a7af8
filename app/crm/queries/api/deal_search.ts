import { DEFAULT_LIMIT } from '#core/api/parameters'
import type { KeysetPage } from '#core/http/keyset'
import type { DealFilter } from '#crm/deal_filter'
import { dealFields } from '#crm/deal_fields'
import { dealSortNamed } from '#crm/deal_sorts'
import Deal from '#crm/models/deal'
import { dealIdPage } from '#crm/queries/deal_list'
import { rowsInOrder } from '#crm/queries/api/sorted_page'

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
  sort?: string
  cursor?: string
  limit?: number
}

/** A page of deals for the API, the newest first unless sorted otherwise. Throws Refusal (422). */
export async function searchDealsPage(search: DealSearch): Promise<KeysetPage<Deal>> {
  const { q, pipeline, stage, owner, contact, company, status, filter } = search
  const sort = dealSortNamed(search.sort, search.sort ? await dealFields() : [])
  const where = { pipelineId: pipeline, stageId: stage, ownerId: owner, status }
  const about = { contactId: contact, companyId: company, externalId: search.external_id }
  const { ids, ...links } = await dealIdPage(
    { q, ...where, ...about, filter },
    sort,
    search.cursor,
    search.limit ?? DEFAULT_LIMIT
  )
  return { ...links, rows: await rowsInOrder(Deal.query(), ids) }
}
