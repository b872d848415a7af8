import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class UserLoginFailed extends DomainEvent {
  static type = 'user.login_failed'
  static subject = 'user'
  static label = 'Failed to log in'
  static schema: PayloadSchema = { type: 'object', properties: { userId: { type: 'string' } } }
}
