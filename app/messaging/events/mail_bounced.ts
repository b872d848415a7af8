import { DomainEvent } from '#core/events/domain_event'
import { MAIL_FACT_SCHEMA, type MailFactPayload } from '#messaging/events/mail_fact_payload'

export default class MailBounced extends DomainEvent {
  static type = 'mail.bounced'
  static subject = 'mail'
  static isPublic = true
  static label = 'A mail bounced'
  static schema = MAIL_FACT_SCHEMA
  declare static payload: MailFactPayload
}
