import { DomainEvent } from '#core/events/domain_event'

export default class AddressReleased extends DomainEvent {
  static type = 'address.released'
  static subject = 'suppression'
  static isPublic = true
  static label = 'Address may be written to again'
  static schema = {
    type: 'object' as const,
    properties: {
      channel: { type: 'string' },
      addressHash: { type: 'string' },
      scope: { type: 'string', enum: ['all', 'marketing'] },
      why: { type: 'string' },
    },
    required: ['channel', 'addressHash', 'scope', 'why'],
  }
  declare static payload: { channel: string; addressHash: string; scope: string; why: string }
}
