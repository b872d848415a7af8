import type { HttpContext } from '@adonisjs/core/http'
import { requestDealExport } from '#crm/exports/request_export'
import DealPolicy from '#crm/policies/deal_policy'
import ExportPolicy from '#crm/policies/export_policy'
import { dealExportValidator } from '#crm/validators/deal_export'

export default class DealExportsController {
  async store({ bouncer, request, response, session, staff }: HttpContext) {
    await bouncer.with(ExportPolicy).authorize('create')
    await bouncer.with(DealPolicy).authorize('read')
    const { format, q, pipeline, stage, owner, status, rotting, sort } =
      await request.validateUsing(dealExportValidator)
    const where = { pipelineId: pipeline, stageId: stage, ownerId: owner }
    const filters = { q, ...where, status, isRotting: rotting }
    const wanted = await requestDealExport({ format, filters, sort }, staff)
    session.flash('success', `${wanted.name} is being made; you are told when it is ready`)
    return response.redirect('/admin/contacts/exports')
  }
}
