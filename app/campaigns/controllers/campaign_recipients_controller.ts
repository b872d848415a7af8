import type { HttpContext } from '@adonisjs/core/http'
import Campaign from '#campaigns/models/campaign'
import CampaignPolicy from '#campaigns/policies/campaign_policy'
import { recipientsPage } from '#campaigns/recipient_pages'
import { whyOf } from '#campaigns/recipient_reasons'
import { recipientFiltersValidator } from '#campaigns/validators/campaign'

/** Who got a campaign and what became of it. */
export default class CampaignRecipientsController {
  async index({ bouncer, inertia, params, request, staff }: HttpContext) {
    const campaign = await Campaign.query().where('id', params.campaign_id).firstOrFail()
    await bouncer.with(CampaignPolicy).authorize('readRecipients')
    const filters = await request.validateUsing(recipientFiltersValidator)
    return inertia.render('campaigns/recipients', await recipientsPage(campaign, filters, staff))
  }

  /** Why somebody got it, or did not (JSON). */
  async show({ bouncer, params }: HttpContext) {
    const campaign = await Campaign.query().where('id', params.campaign_id).firstOrFail()
    await bouncer.with(CampaignPolicy).authorize('readRecipients')
    return whyOf(campaign, params.id)
  }
}
