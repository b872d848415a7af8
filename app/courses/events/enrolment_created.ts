import { DomainEvent } from '#core/events/domain_event'

export default class EnrolmentCreated extends DomainEvent {
  static type = 'enrolment.created'
  static subject = 'enrolment'
  static isPublic = true
  static label = 'A student joined a course'
  static schema = {
    type: 'object' as const,
    properties: { courseId: { type: 'string' } },
    required: ['courseId'],
  }
  declare static payload: { courseId: string }
}
