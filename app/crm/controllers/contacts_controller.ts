import type { HttpContext } from '@adonisjs/core/http'
import { enterContact } from '#crm/contact_entry'
import { consentSectionOf } from '#crm/consent_section'
import { contactPanelsFor } from '#crm/contact_panels'
import { LIFECYCLE } from '#crm/lifecycle'
import Contact from '#crm/models/contact'
import ContactPolicy from '#crm/policies/contact_policy'
import { contactRecord, fieldsFor } from '#crm/record_pages'
import { createContactValidator, updateContactValidator } from '#crm/validators/contact'

export default class ContactsController {
  async create({ bouncer, inertia }: HttpContext) {
    await bouncer.with(ContactPolicy).authorize('create')
    return inertia.render('crm/contacts/create', {
      fields: await fieldsFor('contact'),
      lifecycle: LIFECYCLE,
    })
  }

  async store({ bouncer, request, response, session }: HttpContext) {
    await bouncer.with(ContactPolicy).authorize('create')
    const { contact, isNew } = await enterContact(
      await request.validateUsing(createContactValidator)
    )
    session.flash('success', `${contact.fullName} is in your contacts${isNew ? '' : ' already'}`)
    return response.redirect(`/admin/contacts/${contact.id}`)
  }

  async show({ bouncer, inertia, params, response, staff }: HttpContext) {
    const contact = await Contact.withDeleted()
      .where('id', params.id)
      .whereNull('erasedAt')
      .firstOrFail()
    await bouncer.with(ContactPolicy).authorize('read')
    if (contact.mergedIntoId) return response.redirect(`/admin/contacts/${contact.mergedIntoId}`)
    return inertia.render('crm/contacts/show', {
      ...(await contactRecord(contact, staff)),
      panels: inertia.defer(() => contactPanelsFor(contact.id, staff)),
      consent: inertia.defer(() => consentSectionOf(contact.id)),
    })
  }

  async update({ bouncer, params, request, response }: HttpContext) {
    const contact = await Contact.query().where('id', params.id).firstOrFail()
    await bouncer.with(ContactPolicy).authorize('update')
    await contact.revise(await request.validateUsing(updateContactValidator))
    return response.redirect(`/admin/contacts/${contact.id}`)
  }

  async destroy({ bouncer, params, response, session }: HttpContext) {
    const contact = await Contact.query().where('id', params.id).firstOrFail()
    await bouncer.with(ContactPolicy).authorize('delete')
    await contact.remove()
    session.flash('success', `${contact.fullName} is deleted`)
    session.flash('undo', { method: 'post', href: `/admin/contacts/${contact.id}/restoration` })
    return response.redirect('/admin/contacts')
  }
}
