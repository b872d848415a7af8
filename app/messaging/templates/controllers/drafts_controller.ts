import type { HttpContext } from '@adonisjs/core/http'
import { givenWriting } from '#messaging/templates/given_writing'
import MailTemplate from '#messaging/templates/models/mail_template'
import MailTemplatePolicy from '#messaging/templates/policies/mail_template_policy'
import { draftValidator } from '#messaging/templates/validators/template'

export default class DraftsController {
  /** Keeps what is being written; answers with the draft's new revision. */
  async update({ bouncer, params, request }: HttpContext) {
    const template = await MailTemplate.query().where('id', params.template_id).firstOrFail()
    await bouncer.with(MailTemplatePolicy).authorize('update')
    const { revision, ...given } = await request.validateUsing(draftValidator)
    return { revision: await template.keepDraft(givenWriting(given), revision) }
  }

  /** Goes back to the version in use. */
  async destroy({ bouncer, params, response, session }: HttpContext) {
    const template = await MailTemplate.query().where('id', params.template_id).firstOrFail()
    await bouncer.with(MailTemplatePolicy).authorize('update')
    await template.discardDraft()
    session.flash('success', `The draft was dropped; version ${template.version} is as it was`)
    return response.redirect(`/admin/templates/${template.id}/edit`)
  }
}
