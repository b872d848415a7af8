import type { HttpContext } from '@adonisjs/core/http'
import { answerWithMail } from '#messaging/templates/mail_answer'
import { framedVersion } from '#campaigns/content'
import Campaign from '#campaigns/models/campaign'
import CampaignPolicy from '#campaigns/policies/campaign_policy'
import { previewValidator } from '#campaigns/validators/campaign'
import { versionOf } from '#campaigns/versions'

/** A version of the mail as somebody would read it: a page of its own for frames, in which nothing runs. */
export default class CampaignPreviewsController {
  async show({ bouncer, params, request, response }: HttpContext) {
    const campaign = await Campaign.query()
      .where('id', params.campaign_id)
      .preload('variants')
      .firstOrFail()
    const {
      variant = 0,
      contactId = null,
      clicks = false,
    } = await request.validateUsing(previewValidator)
    await bouncer.with(CampaignPolicy).authorize(contactId ? 'readRecipients' : 'read')
    return answerWithMail(
      response,
      await framedVersion(campaign, versionOf(campaign, variant), {
        contactId,
        showsClicks: clicks,
      })
    )
  }
}
