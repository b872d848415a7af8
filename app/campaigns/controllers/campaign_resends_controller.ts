import type { HttpContext } from '@adonisjs/core/http'
import Campaign from '#campaigns/models/campaign'
import CampaignPolicy from '#campaigns/policies/campaign_policy'

/** A draft for those who have not opened a campaign that was sent. */
export default class CampaignResendsController {
  async store({ bouncer, params, response, session, staff }: HttpContext) {
    const campaign = await Campaign.query()
      .where('id', params.campaign_id)
      .whereNotNull('launchedAt')
      .firstOrFail()
    await bouncer.with(CampaignPolicy).authorize('create')
    const again = await campaign.resendToUnopened(staff.user.id)
    session.flash('success', 'Give it another subject, and send it when you like')
    return response.redirect(`/admin/campaigns/${again.id}/edit`)
  }
}
