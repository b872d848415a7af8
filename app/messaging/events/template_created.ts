import { TemplateEvent } from '#messaging/events/template_event'

export default class TemplateCreated extends TemplateEvent {
  static type = 'mail_template.created'
  static label = 'Mail template created'
}
