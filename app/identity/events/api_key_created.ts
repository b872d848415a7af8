import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class ApiKeyCreated extends DomainEvent {
  static type = 'api_key.created'
  static subject = 'api_key'
  static label = 'Made an API key'
  static schema: PayloadSchema = {
    type: 'object',
    properties: {
      name: { type: 'string' },
      prefix: { type: 'string' },
      scopes: { type: 'array', items: { type: 'string' } },
      expiresAt: { type: ['string', 'null'] },
    },
    required: ['name', 'prefix', 'scopes'],
  }
}
