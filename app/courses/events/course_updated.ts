import { DomainEvent } from '#core/events/domain_event'

export default class CourseUpdated extends DomainEvent {
  static type = 'course.updated'
  static subject = 'course'
  static isPublic = false
  static label = 'A course was changed'
  static schema = {
    type: 'object' as const,
    properties: { changed: { type: 'array', items: { type: 'string' } } },
    required: ['changed'],
  }
  declare static payload: { changed: string[] }
}
