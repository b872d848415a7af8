import type { HttpContext } from '@adonisjs/core/http'
import Campaign from '#campaigns/models/campaign'
import CampaignPolicy from '#campaigns/policies/campaign_policy'
import { recipientsCsv } from '#campaigns/recipient_export'

/** All who got a campaign, as a file. */
export default class CampaignExportsController {
  async show({ bouncer, params, response }: HttpContext) {
    const campaign = await Campaign.query().where('id', params.campaign_id).firstOrFail()
    await bouncer.with(CampaignPolicy).authorize('exportRecipients')
    response.header('Content-Type', 'text/csv; charset=utf-8')
    response.header(
      'Content-Disposition',
      `attachment; filename="${campaign.slug ?? 'campaign'}.csv"`
    )
    return response.stream(await recipientsCsv(campaign))
  }
}
