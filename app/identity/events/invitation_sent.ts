import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class InvitationSent extends DomainEvent {
  static type = 'invitation.sent'
  static subject = 'invitation'
  static label = 'Invited somebody'
  static schema: PayloadSchema = {
    type: 'object',
    properties: { email: { type: 'string' }, role: { type: 'string' } },
  }
}
