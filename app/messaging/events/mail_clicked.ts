import { DomainEvent } from '#core/events/domain_event'
import { MAIL_FACT_SCHEMA, type MailFactPayload } from '#messaging/events/mail_fact_payload'

export default class MailClicked extends DomainEvent {
  static type = 'mail.clicked'
  static subject = 'mail'
  static isPublic = true
  static label = 'A link in a mail was clicked'
  static schema = MAIL_FACT_SCHEMA
  declare static payload: MailFactPayload
}
