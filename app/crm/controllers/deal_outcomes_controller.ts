import type { HttpContext } from '@adonisjs/core/http'
import Deal from '#crm/models/deal'
import DealPolicy from '#crm/policies/deal_policy'
import { closeDealValidator } from '#crm/validators/deal'

export default class DealOutcomesController {
  async store({ bouncer, params, request, response, session }: HttpContext) {
    const deal = await Deal.query().where('id', params.deal_id).firstOrFail()
    await bouncer.with(DealPolicy).authorize('update')
    const ending = await request.validateUsing(closeDealValidator)
    await deal.close(ending)
    // Pages that ask without a visit say it themselves.
    if (request.accepts(['html', 'json']) === 'json') return response.noContent()
    session.flash('success', `${deal.title} is ${ending.outcome}`)
    return response.redirect().back(`/admin/deals/${deal.id}`)
  }

  async destroy({ bouncer, params, request, response, session }: HttpContext) {
    const deal = await Deal.query().where('id', params.deal_id).firstOrFail()
    await bouncer.with(DealPolicy).authorize('update')
    await deal.reopen()
    if (request.accepts(['html', 'json']) === 'json') return response.noContent()
    session.flash('success', `${deal.title} is open again`)
    return response.redirect().back(`/admin/deals/${deal.id}`)
  }
}
