import { DomainEvent } from '#core/events/domain_event'

export default class CourseCreated extends DomainEvent {
  static type = 'course.created'
  static subject = 'course'
  static isPublic = false
  static label = 'A course was begun'
  static schema = {
    type: 'object' as const,
    properties: { title: { type: 'string' } },
    required: ['title'],
  }
  declare static payload: { title: string }
}
