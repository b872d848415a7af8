import type { HttpContext } from '@adonisjs/core/http'
import { requestApproval } from '#campaigns/approval'
import Campaign from '#campaigns/models/campaign'
import CampaignPolicy from '#campaigns/policies/campaign_policy'

/** Asks others for leave to send. */
export default class CampaignApprovalRequestsController {
  async store({ bouncer, params, response, session, staff }: HttpContext) {
    const campaign = await Campaign.query().where('id', params.campaign_id).firstOrFail()
    await bouncer.with(CampaignPolicy).authorize('update')
    await requestApproval(campaign.id, staff.user.id)
    session.flash('success', 'Those who may approve it are told')
    return response.redirect(`/admin/campaigns/${campaign.id}/edit`)
  }
}
