import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class SenderAdded extends DomainEvent {
  static type = 'sender.added'
  static subject = 'sender'
  static label = 'Added a from-address'
  static schema: PayloadSchema = { type: 'object', properties: { address: { type: 'string' } } }
}
