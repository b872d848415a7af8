import { brandOf } from '#core/mail/brand'
import { type Composed, Mail, type OutgoingMail } from '#core/mail/mail'
import Topic from '#crm/models/topic'
import FormSubmission from '#messaging/models/form_submission'
import { ownerToken } from '#messaging/tokens'

type Payload = { submissionId: string }

/** Asks the owner of an address whether the sign-up was theirs. */
export default class ConfirmSubscriptionMail extends Mail<Payload> {
  static mailName = 'messaging/confirm_subscription'

  async compose(row: OutgoingMail<Payload>): Promise<Composed | null> {
    const submission = await FormSubmission.query().where('id', row.payload.submissionId).first()
    if (submission?.state !== 'waiting') return null
    const brand = await brandOf(row.organization_id)
    const topics = await Topic.query().whereIn('id', submission.topicIds).orderBy('name')
    const token = ownerToken('confirm', { kind: 'mail', mailId: row.id })
    return {
      subject: `Please confirm: mail from ${brand.name}`,
      preheader: 'One click, then you hear from us. Without it nothing happens.',
      template: 'messaging/confirm_subscription',
      data: {
        topics: topics.map(({ name }) => name),
        wording: submission.wording,
        url: `${brand.url}/confirm/${token}`,
      },
    }
  }
}
