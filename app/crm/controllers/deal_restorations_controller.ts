import type { HttpContext } from '@adonisjs/core/http'
import Deal from '#crm/models/deal'
import DealPolicy from '#crm/policies/deal_policy'

export default class DealRestorationsController {
  async store({ bouncer, params, response, session }: HttpContext) {
    const deal = (await Deal.withDeleted().where('id', params.deal_id).firstOrFail()) as Deal
    await bouncer.with(DealPolicy).authorize('delete')
    await deal.restore()
    session.flash('success', `${deal.title} is back`)
    return response.redirect(`/admin/deals/${deal.id}`)
  }
}
