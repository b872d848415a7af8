import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class MailAccountReleased extends DomainEvent {
  static type = 'mail_account.released'
  static subject = 'mail_account'
  static label = 'Sending was let go on after a stop'
  static schema: PayloadSchema = { type: 'object', properties: { provider: { type: 'string' } } }
}
