import type { HttpContext } from '@adonisjs/core/http'
import { searchAll } from '#crm/duplicates'
import ContactPolicy from '#crm/policies/contact_policy'

export default class ScansController {
  async store({ bouncer, response }: HttpContext) {
    await bouncer.with(ContactPolicy).authorize('merge')
    await searchAll()
    return response.redirect('/admin/contacts/duplicates')
  }
}
