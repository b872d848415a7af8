import type { HttpContext } from '@adonisjs/core/http'
import MailTemplatePolicy from '#messaging/templates/policies/mail_template_policy'
import { findReaders } from '#messaging/queries/templates/readers'
import { readersValidator } from '#messaging/templates/validators/template'

export default class ReadersController {
  /** Contacts to see a mail as. */
  async index({ bouncer, request }: HttpContext) {
    await bouncer.with(MailTemplatePolicy).authorize('readAs')
    const { q } = await request.validateUsing(readersValidator)
    return { readers: await findReaders(q ?? '') }
  }
}
