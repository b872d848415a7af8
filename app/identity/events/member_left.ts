import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class MemberLeft extends DomainEvent {
  static type = 'member.left'
  static subject = 'membership'
  static label = 'Left the organization'
  static schema: PayloadSchema = {
    type: 'object',
    properties: { userId: { type: 'string' }, removed: { type: 'boolean' } },
  }
}
