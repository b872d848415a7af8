import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class MailAccountRotated extends DomainEvent {
  static type = 'mail_account.rotated'
  static subject = 'mail_account'
  static label = 'Rotated secrets of a mail account'
  static schema: PayloadSchema = { type: 'object', properties: { provider: { type: 'string' } } }
}
