import type { HttpContext } from '@adonisjs/core/http'
import { rateLimit } from '#core/http/rate_limit'
import Campaign from '#campaigns/models/campaign'
import CampaignPolicy from '#campaigns/policies/campaign_policy'
import { sendTrial } from '#campaigns/trials'
import { trialValidator } from '#campaigns/validators/campaign'

/** Sends a version to some of the team, to be looked at. */
export default class CampaignTrialsController {
  async store(ctx: HttpContext) {
    const { bouncer, params, request, response, session, staff } = ctx
    const campaign = await Campaign.query().where('id', params.campaign_id).firstOrFail()
    await bouncer.with(CampaignPolicy).authorize('update')
    const { to, variant } = await request.validateUsing(trialValidator)
    await rateLimit.consume(ctx, [
      { name: 'test-mails', key: staff.user.id, requests: 20, per: '1 hour' },
    ])
    await sendTrial(campaign, variant ?? 0, to)
    session.flash('success', `Test on its way to ${to.join(', ')}`)
    return response.redirect(`/admin/campaigns/${campaign.id}/edit`)
  }
}
