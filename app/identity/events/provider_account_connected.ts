import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class ProviderAccountConnected extends DomainEvent {
  static type = 'provider_account.connected'
  static subject = 'provider_account'
  static label = 'Connected a payment account'
  static schema: PayloadSchema = { type: 'object', properties: { provider: { type: 'string' } } }
}
