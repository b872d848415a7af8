import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class FormConfirmed extends DomainEvent {
  static type = 'form.confirmed'
  static subject = 'form'
  static isPublic = true
  static label = 'Confirmed a subscription by mail'
  static schema: PayloadSchema = {
    type: 'object',
    properties: { submissionId: { type: 'string' }, form: { type: 'string' } },
    required: ['submissionId', 'form'],
  }
  declare static payload: { submissionId: string; form: string }
}
