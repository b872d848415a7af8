import type { HttpContext } from '@adonisjs/core/http'
import { countAudience } from '#messaging/audience/count_audience'
import Campaign from '#campaigns/models/campaign'
import CampaignPolicy from '#campaigns/policies/campaign_policy'
import { countAudienceValidator } from '#campaigns/validators/campaign'

/** Whom an audience reaches while it is chosen (JSON): how many, and why the others are left out. */
export default class CampaignAudienceCountsController {
  async store({ bouncer, params, request }: HttpContext) {
    await Campaign.query().where('id', params.campaign_id).firstOrFail()
    await bouncer.with(CampaignPolicy).authorize('read')
    const { audience, topicId, isPatient } = await request.validateUsing(countAudienceValidator)
    return { count: await countAudience(audience, { topicId: topicId ?? null, isPatient }) }
  }
}
