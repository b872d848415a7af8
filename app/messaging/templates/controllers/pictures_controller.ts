import type { HttpContext } from '@adonisjs/core/http'
import MailTemplatePolicy from '#messaging/templates/policies/mail_template_policy'
import { pictureChoices } from '#messaging/queries/templates/pictures'
import { readersValidator } from '#messaging/templates/validators/template'

export default class PicturesController {
  /** Pictures of the media library that mails can show. */
  async index({ bouncer, request }: HttpContext) {
    await bouncer.with(MailTemplatePolicy).authorize('read')
    const { q } = await request.validateUsing(readersValidator)
    return { pictures: await pictureChoices(q ?? '') }
  }
}
