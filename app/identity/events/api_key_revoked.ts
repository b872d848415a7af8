import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class ApiKeyRevoked extends DomainEvent {
  static type = 'api_key.revoked'
  static subject = 'api_key'
  static label = 'Revoked an API key'
  static schema: PayloadSchema = {
    type: 'object',
    properties: { name: { type: 'string' }, prefix: { type: 'string' } },
    required: ['name', 'prefix'],
  }
}
