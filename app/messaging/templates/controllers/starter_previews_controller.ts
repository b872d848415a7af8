import type { HttpContext } from '@adonisjs/core/http'
import MailTemplatePolicy from '#messaging/templates/policies/mail_template_policy'
import { answerWithMail } from '#messaging/templates/mail_answer'
import { starterPreview } from '#messaging/templates/saved_preview'

export default class StarterPreviewsController {
  async show({ bouncer, params, response }: HttpContext) {
    await bouncer.with(MailTemplatePolicy).authorize('read')
    const html = await starterPreview(params.key)
    return html === null ? response.notFound() : answerWithMail(response, html)
  }
}
