import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class OrganizationUpdated extends DomainEvent {
  static type = 'organization.updated'
  static subject = 'organization'
  static label = 'Changed the organization'
  static schema: PayloadSchema = { type: 'object', properties: { fields: { type: 'array' } } }
}
