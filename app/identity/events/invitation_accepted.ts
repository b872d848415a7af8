import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class InvitationAccepted extends DomainEvent {
  static type = 'invitation.accepted'
  static subject = 'invitation'
  static label = 'Accepted an invitation'
  static schema: PayloadSchema = {
    type: 'object',
    properties: { userId: { type: 'string' }, role: { type: 'string' } },
  }
}
