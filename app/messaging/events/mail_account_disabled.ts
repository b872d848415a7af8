import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class MailAccountDisabled extends DomainEvent {
  static type = 'mail_account.disabled'
  static subject = 'mail_account'
  static label = 'Disabled a mail account'
  static schema: PayloadSchema = { type: 'object', properties: { provider: { type: 'string' } } }
}
