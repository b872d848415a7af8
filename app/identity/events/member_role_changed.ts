import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class MemberRoleChanged extends DomainEvent {
  static type = 'member.role_changed'
  static subject = 'membership'
  static label = 'Changed a role'
  static schema: PayloadSchema = {
    type: 'object',
    properties: { userId: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' } },
  }
}
