import { TemplateEvent } from '#messaging/events/template_event'

export default class TemplateArchived extends TemplateEvent {
  static type = 'mail_template.archived'
  static label = 'Mail template put away'
}
