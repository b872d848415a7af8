import type { HttpContext } from '@adonisjs/core/http'
import { takeTemplate } from '#campaigns/editing'
import Campaign from '#campaigns/models/campaign'
import CampaignPolicy from '#campaigns/policies/campaign_policy'
import { chooseTemplateValidator } from '#campaigns/validators/campaign'

/** Begins the content of a campaign from a template. */
export default class CampaignTemplatesController {
  async store({ bouncer, params, request, response }: HttpContext) {
    const campaign = await Campaign.query().where('id', params.campaign_id).firstOrFail()
    await bouncer.with(CampaignPolicy).authorize('update')
    const { versionId, variant } = await request.validateUsing(chooseTemplateValidator)
    await takeTemplate(campaign.id, versionId, variant ?? 0)
    return response.redirect(`/admin/campaigns/${campaign.id}/edit`)
  }
}
