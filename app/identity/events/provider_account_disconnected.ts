import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class ProviderAccountDisconnected extends DomainEvent {
  static type = 'provider_account.disconnected'
  static subject = 'provider_account'
  static label = 'Disconnected a payment account'
  static schema: PayloadSchema = { type: 'object', properties: { provider: { type: 'string' } } }
}
