import type { HttpContext } from '@adonisjs/core/http'
import Campaign from '#campaigns/models/campaign'
import { pauseCampaign, resumeCampaign } from '#campaigns/launching'
import CampaignPolicy from '#campaigns/policies/campaign_policy'

/** Halts a campaign on its way, and lets it go on. */
export default class CampaignPausesController {
  async store({ bouncer, params, response }: HttpContext) {
    const campaign = await Campaign.query().where('id', params.campaign_id).firstOrFail()
    await bouncer.with(CampaignPolicy).authorize('send')
    await pauseCampaign(campaign.id)
    return response.redirect(`/admin/campaigns/${campaign.id}`)
  }

  async destroy({ bouncer, params, response }: HttpContext) {
    const campaign = await Campaign.query().where('id', params.campaign_id).firstOrFail()
    await bouncer.with(CampaignPolicy).authorize('send')
    await resumeCampaign(campaign.id)
    return response.redirect(`/admin/campaigns/${campaign.id}`)
  }
}
