import { DomainEvent } from '#core/events/domain_event'

export default class LessonDeleted extends DomainEvent {
  static type = 'lesson.deleted'
  static subject = 'lesson'
  static isPublic = false
  static label = 'A lesson was deleted'
  static schema = {
    type: 'object' as const,
    properties: { courseId: { type: 'string' }, title: { type: 'string' } },
    required: ['courseId', 'title'],
  }
  declare static payload: { courseId: string; title: string }
}
