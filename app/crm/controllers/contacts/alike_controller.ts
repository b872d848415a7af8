import type { HttpContext } from '@adonisjs/core/http'
import { alikeTo } from '#crm/duplicate_review'
import ContactPolicy from '#crm/policies/contact_policy'
import { alikeValidator } from '#crm/validators/merge'

export default class AlikeController {
  async index({ bouncer, request }: HttpContext) {
    await bouncer.with(ContactPolicy).authorize('read')
    return { contacts: await alikeTo(await request.validateUsing(alikeValidator)) }
  }
}
