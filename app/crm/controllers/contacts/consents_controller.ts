import type { HttpContext } from '@adonisjs/core/http'
import { recordByStaff } from '#crm/consent_section'
import Contact from '#crm/models/contact'
import ContactPolicy from '#crm/policies/contact_policy'
import { consentValidator } from '#crm/validators/consent'

export default class ConsentsController {
  async store({ bouncer, params, request, response, session }: HttpContext) {
    const contact = await Contact.query().where('id', params.contact_id).firstOrFail()
    await bouncer.with(ContactPolicy).authorize('update')
    await recordByStaff(contact, await request.validateUsing(consentValidator))
    session.flash('success', 'Written down')
    return response.redirect(`/admin/contacts/${contact.id}`)
  }
}
