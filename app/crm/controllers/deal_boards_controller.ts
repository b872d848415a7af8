import type { HttpContext } from '@adonisjs/core/http'
import { boardOf, chosenPipeline, dealSetting } from '#crm/deal_board'
import { DealFilter } from '#crm/deal_filter'
import DealPolicy from '#crm/policies/deal_policy'
import { boardValidator } from '#crm/validators/deal'

export default class DealBoardsController {
  async show({ bouncer, inertia, request, staff }: HttpContext) {
    await bouncer.with(DealPolicy).authorize('read')
    const asked = await request.validateUsing(boardValidator)
    const filter = await DealFilter.of(asked.filter, staff)
    const { pipelines, props } = await dealSetting(staff)
    const pipeline = chosenPipeline(pipelines, asked.pipeline)
    return inertia.render('crm/deals/board', {
      ...props,
      ...(await filter.forPage(staff)),
      pipelineId: pipeline.id,
      board: await boardOf(pipeline, { ...asked, filter }),
      filters: {
        q: asked.q ?? null,
        owner: asked.owner ?? null,
        rotting: asked.rotting ?? false,
        filter: filter.tree,
      },
    })
  }
}
