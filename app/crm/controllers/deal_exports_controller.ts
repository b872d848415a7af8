import type { HttpContext } from '@adonisjs/core/http'
import { DealFilter } from '#crm/deal_filter'
import { requestDealExport } from '#crm/exports/request_export'
import DealPolicy from '#crm/policies/deal_policy'
import ExportPolicy from '#crm/policies/export_policy'
import { dealExportValidator } from '#crm/validators/deal_export'

export default class DealExportsController {
  async store({ bouncer, request, response, session, staff }: HttpContext) {
    await bouncer.with(ExportPolicy).authorize('create')
    await bouncer.with(DealPolicy).authorize('read')
    const { format, q, pipeline, stage, owner, status, rotting, sort, ...given } =
      await request.validateUsing(dealExportValidator)
    const filter = await DealFilter.of(given.filter, staff)
    const where = { pipelineId: pipeline, stageId: stage, ownerId: owner }
    const filters = { q, ...where, status, isRotting: rotting, filter }
    const wanted = await requestDealExport({ format, filters, sort }, staff)
    session.flash('success', `${wanted.name} is being made; you are told when it is ready`)
    return response.redirect('/admin/contacts/exports')
  }
}
