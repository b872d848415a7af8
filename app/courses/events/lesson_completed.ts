import { DomainEvent } from '#core/events/domain_event'

export default class LessonCompleted extends DomainEvent {
  static type = 'lesson.completed'
  static subject = 'lesson'
  static isPublic = true
  static label = 'A lesson was completed'
  static schema = {
    type: 'object' as const,
    properties: { courseId: { type: 'string' } },
    required: ['courseId'],
  }
  declare static payload: { courseId: string }
}
