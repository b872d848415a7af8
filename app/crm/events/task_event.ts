import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'
import type { Target } from '#crm/targets'

export type TaskFacts = { title: string; links: Target[]; assigneeId: string | null }

/** What all facts about tasks carry; `links` puts them on the timelines of those records. */
export abstract class TaskEvent extends DomainEvent {
  static subject = 'task'
  static isPublic = true
  static schema: PayloadSchema = {
    type: 'object',
    properties: {
      title: { type: 'string' },
      assigneeId: { type: ['string', 'null'] },
      links: {
        type: 'array',
        items: {
          type: 'object',
          properties: { type: { type: 'string' }, id: { type: 'string' } },
          required: ['type', 'id'],
        },
      },
    },
    required: ['title', 'links'],
  }
  declare static payload: TaskFacts
}
