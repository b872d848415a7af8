import { DomainEvent } from '#core/events/domain_event'

export default class LessonCreated extends DomainEvent {
  static type = 'lesson.created'
  static subject = 'lesson'
  static isPublic = false
  static label = 'A lesson was added'
  static schema = {
    type: 'object' as const,
    properties: { courseId: { type: 'string' }, title: { type: 'string' } },
    required: ['courseId', 'title'],
  }
  declare static payload: { courseId: string; title: string }
}
