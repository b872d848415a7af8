import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class UserEmailChanged extends DomainEvent {
  static type = 'user.email_changed'
  static subject = 'user'
  static label = 'Changed the e-mail address'
  static schema: PayloadSchema = { type: 'object', properties: { userId: { type: 'string' } } }
}
