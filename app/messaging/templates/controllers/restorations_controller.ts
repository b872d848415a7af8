import type { HttpContext } from '@adonisjs/core/http'
import MailTemplate from '#messaging/templates/models/mail_template'
import MailTemplateVersion from '#messaging/templates/models/mail_template_version'
import MailTemplatePolicy from '#messaging/templates/policies/mail_template_policy'

export default class RestorationsController {
  async store({ bouncer, params, response, session }: HttpContext) {
    const template = await MailTemplate.query().where('id', params.template_id).firstOrFail()
    const version = await MailTemplateVersion.query()
      .where('template_id', template.id)
      .where('id', params.version_id)
      .firstOrFail()
    await bouncer.with(MailTemplatePolicy).authorize('update')
    await template.restore(version)
    session.flash(
      'success',
      `Version ${version.version} is in use again, as version ${template.version}`
    )
    return response.redirect(`/admin/templates/${template.id}/edit`)
  }
}
