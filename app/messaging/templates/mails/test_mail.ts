import { type Composed, Mail, type OutgoingMail } from '#core/mail/mail'
import MailTemplate from '#messaging/templates/models/mail_template'
import { previewOf } from '#messaging/templates/preview'

type Payload = { templateId: string; contactId: string | null }

/** A template as it is being written, to somebody of the team. */
export default class TestMail extends Mail<Payload> {
  static mailName = 'messaging/test_mail'
  static isWhole = true

  async compose({ payload }: OutgoingMail<Payload>): Promise<Composed | null> {
    const template = await MailTemplate.query().where('id', payload.templateId).first()
    if (!template) return null
    const { filled } = await previewOf(template, await template.writing(), payload.contactId)
    const { subject, preheader, html, text } = filled
    return {
      subject: `[Test] ${subject || template.name}`,
      preheader,
      whole: { html, text },
      data: {},
    }
  }
}
