import type { HttpContext } from '@adonisjs/core/http'
import Contact from '#crm/models/contact'
import ContactPhone from '#crm/models/contact_phone'
import ContactPolicy from '#crm/policies/contact_policy'
import { createPhoneValidator, updatePhoneValidator } from '#crm/validators/contact'

export default class ContactPhonesController {
  async store({ bouncer, params, request, response }: HttpContext) {
    const contact = await Contact.query().where('id', params.contact_id).firstOrFail()
    await bouncer.with(ContactPolicy).authorize('update')
    const { phone, ...rest } = await request.validateUsing(createPhoneValidator)
    await contact.addAddress('phones', { text: phone, ...rest })
    return response.redirect(`/admin/contacts/${contact.id}`)
  }

  async update({ bouncer, params, request, response }: HttpContext) {
    const { contact, address } = await this.find(params)
    await bouncer.with(ContactPolicy).authorize('update')
    const { phone, ...rest } = await request.validateUsing(updatePhoneValidator)
    await contact.reviseAddress('phones', address.id, { text: phone, ...rest })
    return response.redirect(`/admin/contacts/${contact.id}`)
  }

  async destroy({ bouncer, params, response }: HttpContext) {
    const { contact, address } = await this.find(params)
    await bouncer.with(ContactPolicy).authorize('update')
    await contact.removeAddress('phones', address.id)
    return response.redirect(`/admin/contacts/${contact.id}`)
  }

  private async find({ contact_id: contactId, id }: Record<string, string>) {
    const contact = await Contact.query().where('id', contactId).firstOrFail()
    return { contact, address: await ContactPhone.query().where({ contactId, id }).firstOrFail() }
  }
}
