import { DomainEvent } from '#core/events/domain_event'

export default class CourseUnpublished extends DomainEvent {
  static type = 'course.unpublished'
  static subject = 'course'
  static isPublic = true
  static label = 'A course was taken off sale'
  static schema = {
    type: 'object' as const,
    properties: { title: { type: 'string' } },
    required: ['title'],
  }
  declare static payload: { title: string }
}
