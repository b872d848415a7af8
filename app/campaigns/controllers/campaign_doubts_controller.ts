import type { HttpContext } from '@adonisjs/core/http'
import Campaign from '#campaigns/models/campaign'
import { decideDoubts } from '#campaigns/launching'
import CampaignPolicy from '#campaigns/policies/campaign_policy'
import { doubtsValidator } from '#campaigns/validators/campaign'

/** Mails of a campaign that nobody can tell about. */
export default class CampaignDoubtsController {
  async update({ bouncer, params, request, response, session }: HttpContext) {
    const campaign = await Campaign.query().where('id', params.campaign_id).firstOrFail()
    await bouncer.with(CampaignPolicy).authorize('send')
    const { decision } = await request.validateUsing(doubtsValidator)
    const count = await decideDoubts(campaign.id, decision)
    const mails = count === 1 ? '1 mail' : `${count.toLocaleString('en')} mails`
    session.flash(
      'success',
      decision === 'resend' ? `${mails} sent again` : `${mails} counted as sent`
    )
    return response.redirect(`/admin/campaigns/${campaign.id}`)
  }
}
