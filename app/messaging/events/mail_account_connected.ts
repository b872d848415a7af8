import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class MailAccountConnected extends DomainEvent {
  static type = 'mail_account.connected'
  static subject = 'mail_account'
  static label = 'Connected a mail account'
  static schema: PayloadSchema = {
    type: 'object',
    properties: { provider: { type: 'string' }, label: { type: 'string' } },
  }
}
