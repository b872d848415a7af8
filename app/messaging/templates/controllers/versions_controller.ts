import type { HttpContext } from '@adonisjs/core/http'
import { givenWriting } from '#messaging/templates/given_writing'
import { versionsProps } from '#messaging/templates/list_page'
import MailTemplate from '#messaging/templates/models/mail_template'
import MailTemplatePolicy from '#messaging/templates/policies/mail_template_policy'
import { versionValidator } from '#messaging/templates/validators/template'

export default class VersionsController {
  async index({ bouncer, inertia, params, staff }: HttpContext) {
    const template = await MailTemplate.query().where('id', params.template_id).firstOrFail()
    await bouncer.with(MailTemplatePolicy).authorize('read')
    return inertia.render('messaging/templates/versions', await versionsProps(template, staff))
  }

  /** Makes what was written the version in use; answers with its number and what is wrong with it. */
  async store({ bouncer, params, request }: HttpContext) {
    const template = await MailTemplate.query().where('id', params.template_id).firstOrFail()
    await bouncer.with(MailTemplatePolicy).authorize('update')
    const { problems } = await template.publish(
      givenWriting(await request.validateUsing(versionValidator))
    )
    return { version: template.version, revision: template.draftRevision, problems }
  }
}
