import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class UserPasswordChanged extends DomainEvent {
  static type = 'user.password_changed'
  static subject = 'user'
  static label = 'Changed the password'
  static schema: PayloadSchema = {
    type: 'object',
    properties: { userId: { type: 'string' }, by: { type: 'string' } },
  }
}
