import type { HttpContext } from '@adonisjs/core/http'
import MailTemplate from '#messaging/templates/models/mail_template'
import MailTemplatePolicy from '#messaging/templates/policies/mail_template_policy'

export default class ArchivalsController {
  async store({ bouncer, params, response, session }: HttpContext) {
    const template = await MailTemplate.query().where('id', params.template_id).firstOrFail()
    await bouncer.with(MailTemplatePolicy).authorize('delete')
    await template.archive()
    session.flash('success', `${template.name} was put away. What uses it keeps it`)
    return response.redirect('/admin/templates')
  }

  async destroy({ bouncer, params, response, session }: HttpContext) {
    const template = await MailTemplate.query().where('id', params.template_id).firstOrFail()
    await bouncer.with(MailTemplatePolicy).authorize('delete')
    await template.bringBack()
    session.flash('success', `${template.name} is back`)
    return response.redirect().back()
  }
}
