import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class MailAccountPaused extends DomainEvent {
  static type = 'mail_account.paused'
  static subject = 'mail_account'
  static label = 'Paused a mail account'
  static schema: PayloadSchema = { type: 'object', properties: { provider: { type: 'string' } } }
}
