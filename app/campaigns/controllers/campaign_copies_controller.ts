import type { HttpContext } from '@adonisjs/core/http'
import Campaign from '#campaigns/models/campaign'
import CampaignPolicy from '#campaigns/policies/campaign_policy'

/** A draft like another campaign. */
export default class CampaignCopiesController {
  async store({ bouncer, params, response, session, staff }: HttpContext) {
    const campaign = await Campaign.query().where('id', params.campaign_id).firstOrFail()
    await bouncer.with(CampaignPolicy).authorize('create')
    const copy = await campaign.duplicate({ name: `${campaign.name} (copy)` }, staff.user.id)
    session.flash('success', `“${copy.name}” is made`)
    return response.redirect(`/admin/campaigns/${copy.id}/edit`)
  }
}
