import type { HttpContext } from '@adonisjs/core/http'
import { dealChoices } from '#crm/deal_record'
import DealPolicy from '#crm/policies/deal_policy'
import { dealChoicesValidator } from '#crm/validators/deal'

export default class DealChoicesController {
  async index({ bouncer, request, response, staff }: HttpContext) {
    await bouncer.with(DealPolicy).authorize('read')
    const { of: kind, q, currency } = await request.validateUsing(dealChoicesValidator)
    const choices = await dealChoices(kind, {
      words: q ?? '',
      currency: currency ?? staff.organization.currency,
      staff,
    })
    if (!choices) return response.notFound({ choices: [] })
    return response.json({ choices })
  }
}
