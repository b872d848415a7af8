import { DomainEvent } from '#core/events/domain_event'

export default class CompanyRestored extends DomainEvent {
  static type = 'company.restored'
  static subject = 'company'
  static isPublic = true
  static label = 'Company restored'
  static schema = {
    type: 'object' as const,
    properties: { name: { type: 'string' } },
    required: ['name'],
  }
  declare static payload: { name: string }
}
