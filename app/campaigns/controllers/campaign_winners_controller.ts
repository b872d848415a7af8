import type { HttpContext } from '@adonisjs/core/http'
import Campaign from '#campaigns/models/campaign'
import { chooseWinner } from '#campaigns/ab_test'
import CampaignPolicy from '#campaigns/policies/campaign_policy'
import { winnerValidator } from '#campaigns/validators/campaign'

/** Ends an A/B test by hand: the others get this version. */
export default class CampaignWinnersController {
  async store({ bouncer, params, request, response }: HttpContext) {
    const campaign = await Campaign.query().where('id', params.campaign_id).firstOrFail()
    await bouncer.with(CampaignPolicy).authorize('send')
    const { variant } = await request.validateUsing(winnerValidator)
    await chooseWinner(campaign.id, variant)
    return response.redirect(`/admin/campaigns/${campaign.id}`)
  }
}
