import { DomainEvent } from '#core/events/domain_event'

export default class CompanyCreated extends DomainEvent {
  static type = 'company.created'
  static subject = 'company'
  static isPublic = true
  static label = 'Company added'
  static schema = {
    type: 'object' as const,
    properties: { name: { type: 'string' }, source: { type: 'string' } },
    required: ['name', 'source'],
  }
  declare static payload: { name: string; source: string }
}
