import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class SendingDomainRemoved extends DomainEvent {
  static type = 'sending_domain.removed'
  static subject = 'sending_domain'
  static label = 'Removed a sending domain'
  static schema: PayloadSchema = { type: 'object', properties: { domain: { type: 'string' } } }
}
