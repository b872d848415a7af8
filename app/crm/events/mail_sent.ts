import { DomainEvent } from '#core/events/domain_event'

export default class MailSent extends DomainEvent {
  static type = 'mail.sent'
  static subject = 'mail'
  static label = 'A mail was sent'
  static schema = {
    type: 'object' as const,
    properties: { mail: { type: 'string' } },
    required: ['mail'],
  }
  declare static payload: { mail: string }
}
