import type { HttpContext } from '@adonisjs/core/http'
import { dealSetting } from '#crm/deal_board'
import { dealCustom } from '#crm/deal_fields'
import { dealSources, recordOf } from '#crm/deal_record'
import { dealTable } from '#crm/deal_table'
import Deal from '#crm/models/deal'
import DealPolicy from '#crm/policies/deal_policy'
import DealTransformer from '#crm/transformers/deal_transformer'
import {
  createDealValidator,
  dealFiltersValidator,
  updateDealValidator,
} from '#crm/validators/deal'

export default class DealsController {
  async index({ bouncer, inertia, request, staff }: HttpContext) {
    await bouncer.with(DealPolicy).authorize('read')
    const asked = await request.validateUsing(dealFiltersValidator)
    return inertia.render('crm/deals/index', await dealTable(asked, staff))
  }

  async store({ bouncer, request, response, session, staff }: HttpContext) {
    await bouncer.with(DealPolicy).authorize('create')
    const { stageId, custom, ...given } = await request.validateUsing(createDealValidator)
    const deal = await Deal.begin(stageId, {
      currency: staff.organization.currency,
      ...given,
      custom: await dealCustom(custom),
    })
    session.flash('success', `${deal.title} is on the board`)
    return response.redirect(`/admin/deals/${deal.id}`)
  }

  async show({ bouncer, inertia, params, staff }: HttpContext) {
    const deal = await Deal.query()
      .where('id', params.id)
      .preload('stage')
      .preload('contact')
      .preload('company')
      .preload('lines', (lines) => void lines.orderBy('position'))
      .firstOrFail()
    await bouncer.with(DealPolicy).authorize('read')
    const [{ props }, record] = await Promise.all([dealSetting(staff), recordOf(deal)])
    return inertia.render('crm/deals/show', {
      ...props,
      ...record,
      deal: DealTransformer.transform(deal).useVariant('forRecord'),
      itemSources: dealSources(staff),
    })
  }

  async update({ bouncer, params, request, response, session }: HttpContext) {
    const deal = await Deal.query().where('id', params.id).firstOrFail()
    await bouncer.with(DealPolicy).authorize('update')
    const { custom, ...given } = await request.validateUsing(updateDealValidator)
    await deal.revise({ ...given, custom: await dealCustom(custom) })
    session.flash('success', 'Deal saved')
    return response.redirect().back(`/admin/deals/${deal.id}`)
  }

  /** The page tells of it, with a way to undo. */
  async destroy({ bouncer, params, response }: HttpContext) {
    const deal = await Deal.query().where('id', params.id).firstOrFail()
    await bouncer.with(DealPolicy).authorize('delete')
    await deal.discard()
    return response.redirect(`/admin/deals?pipeline=${deal.pipelineId}`)
  }
}
