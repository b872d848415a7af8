import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class DomainAdded extends DomainEvent {
  static type = 'domain.added'
  static subject = 'organization_host'
  static label = 'Added a domain'
  static schema: PayloadSchema = { type: 'object', properties: { host: { type: 'string' } } }
}
