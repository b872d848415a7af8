import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class BounceMailboxStopped extends DomainEvent {
  static type = 'bounce_mailbox.stopped'
  static subject = 'bounce_mailbox'
  static label = 'Bounce mailbox could not be read'
  static schema: PayloadSchema = {
    type: 'object',
    properties: { mailbox: { type: 'string' }, problem: { type: 'string' } },
  }
}
