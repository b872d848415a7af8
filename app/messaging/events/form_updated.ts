import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class FormUpdated extends DomainEvent {
  static type = 'form.updated'
  static subject = 'form'
  static label = 'Changed a sign-up form'
  static schema: PayloadSchema = {
    type: 'object',
    properties: { name: { type: 'string' } },
    required: ['name'],
  }
  declare static payload: { name: string }
}
