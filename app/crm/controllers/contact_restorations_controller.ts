import type { HttpContext } from '@adonisjs/core/http'
import Contact from '#crm/models/contact'
import ContactPolicy from '#crm/policies/contact_policy'

/** Brings a deleted contact back. */
export default class ContactRestorationsController {
  async store({ bouncer, params, response, session }: HttpContext) {
    const contact = await Contact.withDeleted().where('id', params.contact_id).firstOrFail()
    await bouncer.with(ContactPolicy).authorize('delete')
    await contact.restore()
    session.flash('success', `${contact.fullName} is back`)
    return response.redirect(`/admin/contacts/${contact.id}`)
  }
}
