import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class UserRegistered extends DomainEvent {
  static type = 'user.registered'
  static subject = 'user'
  static label = 'Signed up'
  static schema: PayloadSchema = { type: 'object', properties: { userId: { type: 'string' } } }
}
