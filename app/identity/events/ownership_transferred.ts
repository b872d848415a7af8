import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class OwnershipTransferred extends DomainEvent {
  static type = 'ownership.transferred'
  static subject = 'organization'
  static label = 'Transferred the ownership'
  static schema: PayloadSchema = {
    type: 'object',
    properties: { fromUserId: { type: 'string' }, toUserId: { type: 'string' } },
  }
}
