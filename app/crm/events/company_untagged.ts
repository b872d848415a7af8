import { DomainEvent } from '#core/events/domain_event'

export default class CompanyUntagged extends DomainEvent {
  static type = 'company.untagged'
  static subject = 'company'
  static isPublic = true
  static label = 'Tags removed from a company'
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
