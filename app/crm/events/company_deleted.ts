import { DomainEvent } from '#core/events/domain_event'

export default class CompanyDeleted extends DomainEvent {
  static type = 'company.deleted'
  static subject = 'company'
  static isPublic = true
  static label = 'Company deleted'
  static schema = {
    type: 'object' as const,
    properties: { name: { type: 'string' } },
    required: ['name'],
  }
  declare static payload: { name: string }
}
