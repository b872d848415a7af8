import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class SendingDomainUpdated extends DomainEvent {
  static type = 'sending_domain.updated'
  static subject = 'sending_domain'
  static label = 'Changed the warm-up of a sending domain'
  static schema: PayloadSchema = {
    type: 'object',
    properties: {
      domain: { type: 'string' },
      warmUp: { type: ['array', 'null'], items: { type: 'integer' } },
    },
  }
}
