import { DomainEvent } from '#core/events/domain_event'

export default class CourseArchived extends DomainEvent {
  static type = 'course.archived'
  static subject = 'course'
  static isPublic = true
  static label = 'A course was archived'
  static schema = {
    type: 'object' as const,
    properties: { title: { type: 'string' } },
    required: ['title'],
  }
  declare static payload: { title: string }
}
