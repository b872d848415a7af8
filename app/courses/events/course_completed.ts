import { DomainEvent } from '#core/events/domain_event'

export default class CourseCompleted extends DomainEvent {
  static type = 'course.completed'
  static subject = 'course'
  static isPublic = true
  static label = 'A student completed a course'
  static schema = {
    type: 'object' as const,
    properties: { courseId: { type: 'string' }, enrolmentId: { type: 'string' } },
    required: ['courseId', 'enrolmentId'],
  }
  declare static payload: { courseId: string; enrolmentId: string }
}
