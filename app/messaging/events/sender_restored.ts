import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class SenderRestored extends DomainEvent {
  static type = 'sender.restored'
  static subject = 'sender'
  static label = 'Took a from-address into use again'
  static schema: PayloadSchema = { type: 'object', properties: { address: { type: 'string' } } }
}
