import { DomainEvent } from '#core/events/domain_event'

export default class CourseDeleted extends DomainEvent {
  static type = 'course.deleted'
  static subject = 'course'
  static isPublic = false
  static label = 'A course was deleted'
  static schema = {
    type: 'object' as const,
    properties: { title: { type: 'string' } },
    required: ['title'],
  }
  declare static payload: { title: string }
}
