import type { Infer } from '@vinejs/vine/types'
import type { Staff } from '#identity/staff'
import { dealSetting } from '#crm/deal_board'
import { DealFilter } from '#crm/deal_filter'
import { dealFields } from '#crm/deal_fields'
import { dealSort, sortedValues } from '#crm/deal_sorts'
import { countDeals, dealPage } from '#crm/queries/deal_list'
import DealTransformer from '#crm/transformers/deal_transformer'
import type { dealFiltersValidator } from '#crm/validators/deal'

/** The table of deals: a page of those that fit, how many there are, and what was asked for. */
export async function dealTable(asked: Infer<typeof dealFiltersValidator>, staff: Staff) {
  const { q, pipeline, stage, owner, status, rotting } = asked
  const filter = await DealFilter.of(asked.filter, staff)
  const where = { pipelineId: pipeline, stageId: stage, ownerId: owner }
  const filters = { q, ...where, status, isRotting: rotting, filter }
  const sort = dealSort(asked.sort, await dealFields())
  const [page, total, { props }, forms] = await Promise.all([
    dealPage(filters, sort, asked.cursor),
    countDeals(filters),
    dealSetting(staff),
    filter.forPage(staff),
  ])
  return {
    ...props,
    ...forms,
    deals: DealTransformer.transform(page.rows),
    values: sortedValues(page.rows, sort),
    next: page.next,
    previous: page.previous,
    total,
    filters: {
      q: q ?? null,
      pipeline: pipeline ?? null,
      stage: stage ?? null,
      owner: owner ?? null,
      status: status ?? null,
      rotting: rotting ? 'true' : null,
      sort: sort.name,
      filter: filter.tree,
    },
  }
}
