import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class UserLoggedIn extends DomainEvent {
  static type = 'user.logged_in'
  static subject = 'user'
  static label = 'Logged in'
  static schema: PayloadSchema = {
    type: 'object',
    properties: { userId: { type: 'string' }, remember: { type: 'boolean' } },
  }
}
