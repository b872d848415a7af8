import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class BounceMailboxChanged extends DomainEvent {
  static type = 'bounce_mailbox.changed'
  static subject = 'bounce_mailbox'
  static label = 'Changed where bounces go'
  static schema: PayloadSchema = {
    type: 'object',
    properties: { domain: { type: 'string' }, reading: { type: 'string' } },
  }
}
