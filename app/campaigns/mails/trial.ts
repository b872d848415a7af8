import { type Composed, Mail, type OutgoingMail } from '#core/mail/mail'
import { filledVersion } from '#campaigns/content'
import Campaign from '#campaigns/models/campaign'
import { versionOf } from '#campaigns/versions'

type Payload = { campaignId: string; variant: number }

/** A campaign before it is sent, to somebody of the team. */
export default class Trial extends Mail<Payload> {
  static mailName = 'campaigns/trial'
  static isWhole = true

  async compose({ payload }: OutgoingMail<Payload>): Promise<Composed | null> {
    const campaign = await Campaign.query()
      .where('id', payload.campaignId)
      .preload('variants')
      .first()
    if (!campaign) return null
    const version = versionOf(campaign, payload.variant)
    const { subject, preheader, html, text } = await filledVersion(campaign, version)
    return {
      subject: `[Test] ${subject || campaign.name}`,
      preheader,
      whole: { html, text },
      data: {},
    }
  }
}
