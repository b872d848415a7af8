import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class SendingDomainFailed extends DomainEvent {
  static type = 'sending_domain.failed'
  static subject = 'sending_domain'
  static label = 'Sending domain lost its records'
  static schema: PayloadSchema = {
    type: 'object',
    properties: {
      domain: { type: 'string' },
      records: { type: 'array', items: { type: 'string' } },
    },
  }
}
