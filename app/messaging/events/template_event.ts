import { DomainEvent } from '#core/events/domain_event'

/** What is said of a template of mails; `version` is the one in use after it. */
export abstract class TemplateEvent extends DomainEvent {
  static subject = 'mail_template'
  static schema = {
    type: 'object' as const,
    properties: { name: { type: 'string' }, version: { type: 'integer' } },
    required: ['name', 'version'],
  }
  declare static payload: { name: string; version: number }
}
