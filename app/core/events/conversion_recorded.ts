import { DomainEvent } from '#core/events/domain_event'

/**
 * Somebody became a customer, said in terms that sibling domains share: those
 * who sell record it, those who advertise count it.
 */
export default class ConversionRecorded extends DomainEvent {
  static type = 'conversion.recorded'
  static subject = 'contact'
  static label = 'A conversion was counted'
  static schema = {
    type: 'object' as const,
    properties: {
      amountMinor: { type: 'integer' },
      currency: { type: 'string' },
      at: { type: 'string' },
      source: { type: 'string' },
      sourceId: { type: 'string' },
    },
    required: ['amountMinor', 'currency', 'at', 'source', 'sourceId'],
  }
  declare static payload: {
    amountMinor: number
    currency: string
    at: string
    source: string
    sourceId: string
  }
}
