import { DomainEvent } from '#core/events/domain_event'

/** What happened to a campaign; its name tells which, after it is gone too. */
export abstract class CampaignEvent extends DomainEvent {
  static subject = 'campaign'
  static isPublic = true
  static schema = {
    type: 'object' as const,
    properties: { name: { type: 'string' }, note: { type: 'string' } },
    required: ['name'],
  }
  declare static payload: { name: string; note?: string }
}
