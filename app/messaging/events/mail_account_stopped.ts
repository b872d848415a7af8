import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class MailAccountStopped extends DomainEvent {
  static type = 'mail_account.stopped'
  static subject = 'mail_account'
  static label = 'Sending was stopped by too many bounces or complaints'
  static schema: PayloadSchema = {
    type: 'object',
    properties: { provider: { type: 'string' }, reason: { type: 'string' } },
  }
}
