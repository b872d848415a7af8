import { DomainEvent } from '#core/events/domain_event'

/** Of each chunk of an import: deals that it made have ids from `firstId` to `lastId`. */
export default class DealsImported extends DomainEvent {
  static type = 'deals.imported'
  static subject = 'import'
  static label = 'Deals were imported'
  static schema = {
    type: 'object' as const,
    properties: {
      chunk: { type: 'integer' },
      firstId: { type: 'string', format: 'uuid' },
      lastId: { type: 'string', format: 'uuid' },
      created: { type: 'integer' },
      updated: { type: 'integer' },
    },
    required: ['chunk', 'firstId', 'lastId', 'created', 'updated'],
  }
  declare static payload: {
    chunk: number
    firstId: string
    lastId: string
    created: number
    updated: number
  }
}
