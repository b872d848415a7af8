import { DomainEvent } from '#core/events/domain_event'

export default class AccessGranted extends DomainEvent {
  static type = 'access.granted'
  static subject = 'access_grant'
  static isPublic = true
  static label = 'Access was granted'
  static schema = {
    type: 'object' as const,
    properties: {
      grantId: { type: 'string' },
      subjectType: { type: 'string' },
      subjectId: { type: 'string' },
      sourceType: { type: 'string' },
      sourceId: { type: 'string' },
      reason: { type: 'string' },
      endsAt: { type: ['string', 'null'] },
    },
    required: ['grantId', 'subjectType', 'subjectId', 'sourceType', 'sourceId', 'reason'],
  }
  declare static payload: {
    grantId: string
    subjectType: string
    subjectId: string
    sourceType: string
    sourceId: string
    reason: string
    endsAt: string | null
  }
}
