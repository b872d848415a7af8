import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class FormArchived extends DomainEvent {
  static type = 'form.archived'
  static subject = 'form'
  static label = 'Put a sign-up form away'
  static schema: PayloadSchema = {
    type: 'object',
    properties: { name: { type: 'string' } },
    required: ['name'],
  }
  declare static payload: { name: string }
}
