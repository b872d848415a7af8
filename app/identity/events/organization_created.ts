import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class OrganizationCreated extends DomainEvent {
  static type = 'organization.created'
  static subject = 'organization'
  static label = 'Created the organization'
  static schema: PayloadSchema = { type: 'object', properties: { name: { type: 'string' } } }
}
