import { DomainEvent } from '#core/events/domain_event'

export default class ConsentRecorded extends DomainEvent {
  static type = 'consent.recorded'
  static subject = 'contact'
  static isPublic = true
  static label = 'Said yes or no to messages'
  static schema = {
    type: 'object' as const,
    properties: {
      consentId: { type: 'integer' },
      channel: { type: 'string', enum: ['email', 'sms', 'voice', 'whatsapp'] },
      topicId: { type: ['string', 'null'] },
      state: { type: 'string', enum: ['granted', 'pending', 'denied'] },
      source: { type: 'string' },
    },
    required: ['consentId', 'channel', 'topicId', 'state', 'source'],
  }
  declare static payload: {
    consentId: number
    channel: string
    topicId: string | null
    state: string
    source: string
  }
}
