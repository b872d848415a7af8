import { DomainEvent } from '#core/events/domain_event'

export default class AccessRevoked extends DomainEvent {
  static type = 'access.revoked'
  static subject = 'access_grant'
  static isPublic = true
  static label = 'Access was taken back'
  static schema = {
    type: 'object' as const,
    properties: {
      grantId: { type: 'string' },
      subjectType: { type: 'string' },
      subjectId: { type: 'string' },
      sourceType: { type: 'string' },
      sourceId: { type: 'string' },
      reason: { type: 'string' },
      effectiveAt: { type: 'string' },
    },
    required: ['grantId', 'subjectType', 'subjectId', 'sourceType', 'sourceId', 'effectiveAt'],
  }
  declare static payload: {
    grantId: string
    subjectType: string
    subjectId: string
    sourceType: string
    sourceId: string
    reason: string
    effectiveAt: string
  }
}
