import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class DomainRemoved extends DomainEvent {
  static type = 'domain.removed'
  static subject = 'organization_host'
  static label = 'Removed a domain'
  static schema: PayloadSchema = { type: 'object', properties: { host: { type: 'string' } } }
}
