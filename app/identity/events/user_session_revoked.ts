import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class UserSessionRevoked extends DomainEvent {
  static type = 'user.session_revoked'
  static subject = 'user'
  static label = 'Ended a session'
  static schema: PayloadSchema = {
    type: 'object',
    properties: { userId: { type: 'string' }, sessionId: { type: 'string' } },
  }
}
