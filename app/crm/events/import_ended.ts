import { DomainEvent } from '#core/events/domain_event'

/** An import came to an end: done, cancelled, failed or undone. */
export default class ImportEnded extends DomainEvent {
  static type = 'import.ended'
  static subject = 'import'
  static label = 'An import ended'
  static schema = {
    type: 'object' as const,
    properties: {
      kind: { type: 'string', enum: ['contacts', 'companies', 'deals'] },
      state: { type: 'string', enum: ['done', 'cancelled', 'failed', 'undone'] },
      name: { type: 'string' },
      created: { type: 'integer' },
      updated: { type: 'integer' },
    },
    required: ['state', 'name', 'created', 'updated'],
  }
  declare static payload: {
    kind?: string
    state: string
    name: string
    created: number
    updated: number
  }
}
