import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class FormCreated extends DomainEvent {
  static type = 'form.created'
  static subject = 'form'
  static label = 'Made a sign-up form'
  static schema: PayloadSchema = {
    type: 'object',
    properties: { name: { type: 'string' } },
    required: ['name'],
  }
  declare static payload: { name: string }
}
