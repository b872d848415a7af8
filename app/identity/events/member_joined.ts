import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class MemberJoined extends DomainEvent {
  static type = 'member.joined'
  static subject = 'membership'
  static label = 'Joined the organization'
  static schema: PayloadSchema = {
    type: 'object',
    properties: { userId: { type: 'string' }, role: { type: 'string' } },
  }
}
