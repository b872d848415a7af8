import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class SenderArchived extends DomainEvent {
  static type = 'sender.archived'
  static subject = 'sender'
  static label = 'Put a from-address away'
  static schema: PayloadSchema = { type: 'object', properties: { address: { type: 'string' } } }
}
