import { TemplateEvent } from '#messaging/events/template_event'

export default class TemplatePublished extends TemplateEvent {
  static type = 'mail_template.published'
  static label = 'New version of a mail template'
}
