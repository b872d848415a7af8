import { DomainEvent, type PayloadSchema } from '#core/events/domain_event'
import type { Target } from '#crm/targets'

export type NoteFacts = { links: Target[] }

/** What all facts about notes carry: where they stand, never what they say. */
export abstract class NoteEvent extends DomainEvent {
  static subject = 'note'
  static isPublic = true
  static schema: PayloadSchema = {
    type: 'object',
    properties: {
      links: {
        type: 'array',
        items: {
          type: 'object',
          properties: { type: { type: 'string' }, id: { type: 'string' } },
          required: ['type', 'id'],
        },
      },
    },
    required: ['links'],
  }
  declare static payload: NoteFacts
}
