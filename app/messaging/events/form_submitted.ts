import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'

export default class FormSubmitted extends DomainEvent {
  static type = 'form.submitted'
  static subject = 'form'
  static isPublic = true
  static label = 'Filled in a sign-up form'
  static schema: PayloadSchema = {
    type: 'object',
    properties: {
      submissionId: { type: 'string' },
      form: { type: 'string' },
      via: { type: 'string', enum: ['page', 'frame', 'snippet', 'api'] },
      state: { type: 'string', enum: ['done', 'waiting', 'held'] },
    },
    required: ['submissionId', 'form', 'via', 'state'],
  }
  declare static payload: { submissionId: string; form: string; via: string; state: string }
}
