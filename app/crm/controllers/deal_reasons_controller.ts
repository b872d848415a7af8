import type { HttpContext } from '@adonisjs/core/http'
import { reviseReasons } from '#crm/pipelines'
import PipelinePolicy from '#crm/policies/pipeline_policy'
import { dealReasonsValidator } from '#crm/validators/pipeline'

export default class DealReasonsController {
  async update({ bouncer, request, response, session }: HttpContext) {
    await bouncer.with(PipelinePolicy).authorize('update')
    const { reasons } = await request.validateUsing(dealReasonsValidator)
    await reviseReasons(reasons)
    session.flash('success', 'Reasons saved')
    return response.redirect('/admin/settings/pipelines')
  }
}
