import type { HttpContext } from '@adonisjs/core/http'
import Campaign from '#campaigns/models/campaign'
import CampaignPolicy from '#campaigns/policies/campaign_policy'

/** Takes a campaign out of the list, and puts it back. */
export default class CampaignArchivalsController {
  async store({ bouncer, params, response }: HttpContext) {
    const campaign = await Campaign.query().where('id', params.campaign_id).firstOrFail()
    await bouncer.with(CampaignPolicy).authorize('delete')
    await campaign.archive()
    return response.redirect('/admin/campaigns')
  }

  async destroy({ bouncer, params, response }: HttpContext) {
    const campaign = await Campaign.query().where('id', params.campaign_id).firstOrFail()
    await bouncer.with(CampaignPolicy).authorize('delete')
    await campaign.restore()
    return response.redirect(`/admin/campaigns/${campaign.id}`)
  }
}
