import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class MemberSuspended extends DomainEvent {
  static type = 'member.suspended'
  static subject = 'membership'
  static label = 'Suspended a member'
  static schema: PayloadSchema = {
    type: 'object',
    properties: { userId: { type: 'string' }, suspended: { type: 'boolean' } },
  }
}
