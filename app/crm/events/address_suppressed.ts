import { DomainEvent } from '#core/events/domain_event'

export default class AddressSuppressed extends DomainEvent {
  static type = 'address.suppressed'
  static subject = 'suppression'
  static isPublic = true
  static label = 'Address is not written to any more'
  static schema = {
    type: 'object' as const,
    properties: {
      channel: { type: 'string' },
      addressHash: { type: 'string' },
      reason: { type: 'string' },
      scope: { type: 'string', enum: ['all', 'marketing'] },
      source: { type: 'string' },
    },
    required: ['channel', 'addressHash', 'reason', 'scope', 'source'],
  }
  declare static payload: {
    channel: string
    addressHash: string
    reason: string
    scope: string
    source: string
  }
}
