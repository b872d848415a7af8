import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class BounceMailboxRemoved extends DomainEvent {
  static type = 'bounce_mailbox.removed'
  static subject = 'bounce_mailbox'
  static label = 'Removed the bounce mailbox'
  static schema: PayloadSchema = {
    type: 'object',
    properties: { domain: { type: 'string' } },
  }
}
