import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class SendingDomainAdded extends DomainEvent {
  static type = 'sending_domain.added'
  static subject = 'sending_domain'
  static label = 'Added a sending domain'
  static schema: PayloadSchema = { type: 'object', properties: { domain: { type: 'string' } } }
}
