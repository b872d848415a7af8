import { brandOf } from '#core/mail/brand'
import { type Composed, Mail, type OutgoingMail } from '#core/mail/mail'
import { withLinks } from '#messaging/messages/links'
import { contentOfMessage, filesOfMessage } from '#messaging/queries/message_rows'

/** A message that a program asked for; what it says was filled in then. */
export default class MessageMail extends Mail<Record<string, never>> {
  static mailName = 'messaging/message'
  static isWhole = true

  async compose({
    id,
    organization_id,
  }: OutgoingMail<Record<string, never>>): Promise<Composed | null> {
    const message = await contentOfMessage(id)
    if (!message) return null
    const { url } = await brandOf(organization_id)
    return {
      subject: message.subject,
      preheader: message.preheader,
      replyTo: message.replyTo ?? undefined,
      senderId: message.senderId,
      attachments: await filesOfMessage(id),
      whole: { html: withLinks(message.html, id, url), text: withLinks(message.text, id, url) },
      data: {},
    }
  }
}
