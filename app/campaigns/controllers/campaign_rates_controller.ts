import type { HttpContext } from '@adonisjs/core/http'
import Campaign from '#campaigns/models/campaign'
import { changeRate } from '#campaigns/launching'
import CampaignPolicy from '#campaigns/policies/campaign_policy'
import { rateValidator } from '#campaigns/validators/campaign'

/** How many mails per hour a campaign on its way sends. */
export default class CampaignRatesController {
  async update({ bouncer, params, request, response }: HttpContext) {
    const campaign = await Campaign.query().where('id', params.campaign_id).firstOrFail()
    await bouncer.with(CampaignPolicy).authorize('send')
    const { perHour } = await request.validateUsing(rateValidator)
    await changeRate(campaign.id, perHour)
    return response.redirect(`/admin/campaigns/${campaign.id}`)
  }
}
