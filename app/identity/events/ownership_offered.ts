import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class OwnershipOffered extends DomainEvent {
  static type = 'ownership.offered'
  static subject = 'organization'
  static label = 'Offered the ownership'
  static schema: PayloadSchema = { type: 'object', properties: { toUserId: { type: 'string' } } }
}
