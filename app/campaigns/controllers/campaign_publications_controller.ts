import type { HttpContext } from '@adonisjs/core/http'
import Campaign from '#campaigns/models/campaign'
import CampaignPolicy from '#campaigns/policies/campaign_policy'

/** Shows a campaign that was sent in the site's archive, or takes it out. */
export default class CampaignPublicationsController {
  async store({ bouncer, params, response }: HttpContext) {
    const campaign = await Campaign.query().where('id', params.campaign_id).firstOrFail()
    await bouncer.with(CampaignPolicy).authorize('update')
    await campaign.showInArchive(true)
    return response.redirect(`/admin/campaigns/${campaign.id}`)
  }

  async destroy({ bouncer, params, response }: HttpContext) {
    const campaign = await Campaign.query().where('id', params.campaign_id).firstOrFail()
    await bouncer.with(CampaignPolicy).authorize('update')
    await campaign.showInArchive(false)
    return response.redirect(`/admin/campaigns/${campaign.id}`)
  }
}
