import type { HttpContext } from '@adonisjs/core/http'
import Deal from '#crm/models/deal'
import DealPolicy from '#crm/policies/deal_policy'
import { dealContactValidator } from '#crm/validators/deal'

export default class DealContactsController {
  async store({ bouncer, params, request, response, session }: HttpContext) {
    const deal = await Deal.query().where('id', params.deal_id).firstOrFail()
    await bouncer.with(DealPolicy).authorize('update')
    const { contactId, role } = await request.validateUsing(dealContactValidator)
    await deal.involve(contactId, role ?? null)
    session.flash('success', 'Contact added to the deal')
    return response.redirect().back(`/admin/deals/${deal.id}`)
  }

  async destroy({ bouncer, params, response, session }: HttpContext) {
    const deal = await Deal.query().where('id', params.deal_id).firstOrFail()
    await bouncer.with(DealPolicy).authorize('update')
    await deal.release(params.id)
    session.flash('success', 'Contact taken off the deal')
    return response.redirect().back(`/admin/deals/${deal.id}`)
  }
}
