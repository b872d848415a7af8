import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class UserEmailVerified extends DomainEvent {
  static type = 'user.email_verified'
  static subject = 'user'
  static label = 'Verified an e-mail address'
  static schema: PayloadSchema = {
    type: 'object',
    properties: { userId: { type: 'string' }, email: { type: 'string' } },
  }
}
