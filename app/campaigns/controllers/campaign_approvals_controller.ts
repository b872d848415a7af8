import type { HttpContext } from '@adonisjs/core/http'
import { decideApproval } from '#campaigns/approval'
import Campaign from '#campaigns/models/campaign'
import CampaignPolicy from '#campaigns/policies/campaign_policy'
import { approvalValidator } from '#campaigns/validators/campaign'

/** Somebody says yes or no to a campaign that waits for it. */
export default class CampaignApprovalsController {
  async store({ bouncer, params, request, response, session, staff }: HttpContext) {
    const campaign = await Campaign.query().where('id', params.campaign_id).firstOrFail()
    await bouncer.with(CampaignPolicy).authorize('approve')
    const { decision, note } = await request.validateUsing(approvalValidator)
    await decideApproval(campaign.id, decision, { userId: staff.user.id, note })
    session.flash(
      'success',
      decision === 'approved' ? `“${campaign.name}” is approved` : 'It is a draft again'
    )
    return response.redirect(`/admin/campaigns/${campaign.id}/edit`)
  }
}
