import { DomainEvent } from '#core/events/domain_event'

export default class LessonUpdated extends DomainEvent {
  static type = 'lesson.updated'
  static subject = 'lesson'
  static isPublic = false
  static label = 'A lesson was changed'
  static schema = {
    type: 'object' as const,
    properties: {
      courseId: { type: 'string' },
      changed: { type: 'array', items: { type: 'string' } },
    },
    required: ['courseId', 'changed'],
  }
  declare static payload: { courseId: string; changed: string[] }
}
