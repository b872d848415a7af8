import type { HttpContext } from '@adonisjs/core/http'
import Campaign from '#campaigns/models/campaign'
import { cancelCampaign } from '#campaigns/launching'
import CampaignPolicy from '#campaigns/policies/campaign_policy'

/** Ends a campaign where it stands. */
export default class CampaignCancellationsController {
  async store({ bouncer, params, response, session }: HttpContext) {
    const campaign = await Campaign.query().where('id', params.campaign_id).firstOrFail()
    await bouncer.with(CampaignPolicy).authorize('send')
    await cancelCampaign(campaign.id)
    session.flash('success', 'Cancelled: nobody else gets it')
    return response.redirect(`/admin/campaigns/${campaign.id}`)
  }
}
