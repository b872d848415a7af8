import type { HttpContext } from '@adonisjs/core/http'
import { checkedPreview } from '#messaging/templates/editor_page'
import { givenWriting } from '#messaging/templates/given_writing'
import MailTemplate from '#messaging/templates/models/mail_template'
import MailTemplatePolicy from '#messaging/templates/policies/mail_template_policy'
import { answerWithMail } from '#messaging/templates/mail_answer'
import { savedPreview } from '#messaging/templates/saved_preview'
import { previewValidator } from '#messaging/templates/validators/template'

export default class PreviewsController {
  /** A version in use as a page of its own, for frames: nothing in it runs. `?version=` shows an earlier one. */
  async show({ bouncer, params, request, response }: HttpContext) {
    const template = await MailTemplate.query().where('id', params.template_id).firstOrFail()
    await bouncer.with(MailTemplatePolicy).authorize('read')
    const html = await savedPreview(template, Number(request.input('version')) || template.version)
    return html === null ? response.notFound() : answerWithMail(response, html)
  }

  /** What is being written, compiled, filled for a contact and checked. */
  async store({ bouncer, params, request }: HttpContext) {
    const template = await MailTemplate.query().where('id', params.template_id).firstOrFail()
    const { contactId = null, ...given } = await request.validateUsing(previewValidator)
    await bouncer.with(MailTemplatePolicy).authorize(contactId ? 'readAs' : 'read')
    return checkedPreview(template, givenWriting(given), contactId)
  }
}
