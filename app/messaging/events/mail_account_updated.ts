import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class MailAccountUpdated extends DomainEvent {
  static type = 'mail_account.updated'
  static subject = 'mail_account'
  static label = 'Changed a mail account'
  static schema: PayloadSchema = {
    type: 'object',
    properties: {
      provider: { type: 'string' },
      changed: { type: 'array', items: { type: 'string' } },
    },
  }
}
