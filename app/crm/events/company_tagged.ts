import { DomainEvent } from '#core/events/domain_event'

export default class CompanyTagged extends DomainEvent {
  static type = 'company.tagged'
  static subject = 'company'
  static isPublic = true
  static label = 'Tags added to a company'
  static schema = {
    type: 'object' as const,
    properties: {
      tagIds: { type: 'array', items: { type: 'string', format: 'uuid' } },
      names: { type: 'array', items: { type: 'string' } },
    },
    required: ['tagIds', 'names'],
  }
  declare static payload: { tagIds: string[]; names: string[] }
}
