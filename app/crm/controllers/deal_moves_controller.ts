import type { HttpContext } from '@adonisjs/core/http'
import { dealCustom } from '#crm/deal_fields'
import Deal from '#crm/models/deal'
import DealPolicy from '#crm/policies/deal_policy'
import { moveDealValidator } from '#crm/validators/deal'

export default class DealMovesController {
  async store({ bouncer, params, request, response }: HttpContext) {
    const deal = await Deal.query().where('id', params.deal_id).firstOrFail()
    await bouncer.with(DealPolicy).authorize('update')
    const { stageId, details, ...place } = await request.validateUsing(moveDealValidator)
    const custom = await dealCustom(details?.custom)
    await deal.moveTo(stageId, { ...place, details: details && { ...details, custom } })
    // The board asks without a visit of the page, and reads the card itself.
    if (request.accepts(['html', 'json']) === 'json') return response.noContent()
    return response.redirect().back(`/admin/deals/${deal.id}`)
  }
}
