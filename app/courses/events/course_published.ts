import { DomainEvent } from '#core/events/domain_event'

export default class CoursePublished extends DomainEvent {
  static type = 'course.published'
  static subject = 'course'
  static isPublic = true
  static label = 'A course was published'
  static schema = {
    type: 'object' as const,
    properties: { title: { type: 'string' } },
    required: ['title'],
  }
  declare static payload: { title: string }
}
