import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class InvitationRevoked extends DomainEvent {
  static type = 'invitation.revoked'
  static subject = 'invitation'
  static label = 'Withdrew an invitation'
  static schema: PayloadSchema = { type: 'object', properties: { email: { type: 'string' } } }
}
