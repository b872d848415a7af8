import { TemplateEvent } from '#messaging/events/template_event'

export default class TemplateRestored extends TemplateEvent {
  static type = 'mail_template.restored'
  static label = 'Mail template brought back'
}
