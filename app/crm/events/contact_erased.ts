import { DomainEvent } from '#core/events/domain_event'

export default class ContactErased extends DomainEvent {
  static type = 'contact.erased'
  static subject = 'contact'
  static isPublic = false
  static label = 'Deleted contact erased for good'
  static schema = {
    type: 'object' as const,
    properties: { isRemoved: { type: 'boolean' } },
    required: ['isRemoved'],
  }
  declare static payload: {
    /** Whether the row is gone; else it stands without a person, because orders and the like refer to it. */
    isRemoved: boolean
  }
}
