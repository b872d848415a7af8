import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class ProviderAccountRotated extends DomainEvent {
  static type = 'provider_account.rotated'
  static subject = 'provider_account'
  static label = 'Rotated the keys of a payment account'
  static schema: PayloadSchema = { type: 'object', properties: { provider: { type: 'string' } } }
}
