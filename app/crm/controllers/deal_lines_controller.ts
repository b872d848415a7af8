import type { HttpContext } from '@adonisjs/core/http'
import Deal from '#crm/models/deal'
import DealPolicy from '#crm/policies/deal_policy'
import { dealLinesValidator } from '#crm/validators/deal'

export default class DealLinesController {
  async update({ bouncer, params, request, response, session }: HttpContext) {
    const deal = await Deal.query().where('id', params.deal_id).firstOrFail()
    await bouncer.with(DealPolicy).authorize('update')
    const { lines, amountFollowsLines } = await request.validateUsing(dealLinesValidator)
    await deal.setLines(lines, amountFollowsLines)
    session.flash('success', 'Lines saved')
    return response.redirect().back(`/admin/deals/${deal.id}`)
  }
}
