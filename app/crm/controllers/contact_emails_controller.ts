import type { HttpContext } from '@adonisjs/core/http'
import Contact from '#crm/models/contact'
import ContactEmail from '#crm/models/contact_email'
import ContactPolicy from '#crm/policies/contact_policy'
import { createEmailValidator, updateEmailValidator } from '#crm/validators/contact'

export default class ContactEmailsController {
  async store({ bouncer, params, request, response }: HttpContext) {
    const contact = await Contact.query().where('id', params.contact_id).firstOrFail()
    await bouncer.with(ContactPolicy).authorize('update')
    const { email, ...rest } = await request.validateUsing(createEmailValidator)
    await contact.addAddress('emails', { text: email, ...rest })
    return response.redirect(`/admin/contacts/${contact.id}`)
  }

  async update({ bouncer, params, request, response }: HttpContext) {
    const { contact, address } = await this.find(params)
    await bouncer.with(ContactPolicy).authorize('update')
    const { email, ...rest } = await request.validateUsing(updateEmailValidator)
    await contact.reviseAddress('emails', address.id, { text: email, ...rest })
    return response.redirect(`/admin/contacts/${contact.id}`)
  }

  async destroy({ bouncer, params, response }: HttpContext) {
    const { contact, address } = await this.find(params)
    await bouncer.with(ContactPolicy).authorize('update')
    await contact.removeAddress('emails', address.id)
    return response.redirect(`/admin/contacts/${contact.id}`)
  }

  private async find({ contact_id: contactId, id }: Record<string, string>) {
    const contact = await Contact.query().where('id', contactId).firstOrFail()
    return { contact, address: await ContactEmail.query().where({ contactId, id }).firstOrFail() }
  }
}
