import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class SenderUpdated extends DomainEvent {
  static type = 'sender.updated'
  static subject = 'sender'
  static label = 'Changed a from-address'
  static schema: PayloadSchema = {
    type: 'object',
    properties: {
      address: { type: 'string' },
      changed: { type: 'array', items: { type: 'string' } },
    },
  }
}
