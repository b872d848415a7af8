import { DomainEvent } from '#core/events/domain_event'

export default class MailFailed extends DomainEvent {
  static type = 'mail.failed'
  static subject = 'mail'
  static label = 'A mail could not be sent'
  static schema = {
    type: 'object' as const,
    properties: { mail: { type: 'string' } },
    required: ['mail'],
  }
  declare static payload: { mail: string }
}
