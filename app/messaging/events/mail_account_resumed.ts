import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class MailAccountResumed extends DomainEvent {
  static type = 'mail_account.resumed'
  static subject = 'mail_account'
  static label = 'Resumed a mail account'
  static schema: PayloadSchema = { type: 'object', properties: { provider: { type: 'string' } } }
}
