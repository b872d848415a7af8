import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class SendingDomainVerified extends DomainEvent {
  static type = 'sending_domain.verified'
  static subject = 'sending_domain'
  static label = 'Sending domain was proven'
  static schema: PayloadSchema = { type: 'object', properties: { domain: { type: 'string' } } }
}
