import type { HttpContext } from '@adonisjs/core/http'
import MailTemplate from '#messaging/templates/models/mail_template'
import MailTemplatePolicy from '#messaging/templates/policies/mail_template_policy'

export default class CopiesController {
  async store({ bouncer, params, response, session }: HttpContext) {
    const template = await MailTemplate.query().where('id', params.template_id).firstOrFail()
    await bouncer.with(MailTemplatePolicy).authorize('create')
    const copy = await template.duplicate()
    session.flash('success', `This is your copy of ${template.name}`)
    return response.redirect(`/admin/templates/${copy.id}/edit`)
  }
}
