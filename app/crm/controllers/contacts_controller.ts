import type { HttpContext } from '@adonisjs/core/http'
import { contactPanelsFor } from '#crm/contact_panels'
import Contact from '#crm/models/contact'
import ContactPolicy from '#crm/policies/contact_policy'
import { contactPage, contactSources, countContacts } from '#crm/queries/contact_list'
import ContactTransformer from '#crm/transformers/contact_transformer'
import {
  contactFiltersValidator,
  createContactValidator,
  updateContactValidator,
} from '#crm/validators/contact'

export default class ContactsController {
  async index({ bouncer, inertia, request, staff }: HttpContext) {
    await bouncer.with(ContactPolicy).authorize('read')
    const filters = await request.validateUsing(contactFiltersValidator)
    const [page, total, sources] = await Promise.all([
      contactPage(filters),
      countContacts(filters),
      contactSources(),
    ])
    return inertia.render('crm/contacts/index', {
      contacts: ContactTransformer.transform(page.rows),
      next: page.next,
      previous: page.previous,
      total,
      sources,
      filters: { q: filters.q ?? null, source: filters.source ?? null },
      can: { create: staff.can('contacts:create') },
    })
  }

  async store({ bouncer, request, response, session }: HttpContext) {
    await bouncer.with(ContactPolicy).authorize('create')
    const contact = await Contact.enter(await request.validateUsing(createContactValidator))
    session.flash('success', `${contact.fullName} is in your contacts`)
    return response.redirect(`/admin/contacts/${contact.id}`)
  }

  async show({ bouncer, inertia, params, staff }: HttpContext) {
    const contact = await Contact.query().where('id', params.id).firstOrFail()
    await bouncer.with(ContactPolicy).authorize('read')
    return inertia.render('crm/contacts/show', {
      contact: ContactTransformer.transform(contact).useVariant('forRecord'),
      timeline: inertia.defer(() => contact.timeline()),
      panels: inertia.defer(() => contactPanelsFor(contact.id, staff)),
      can: { update: staff.can('contacts:update') },
    })
  }

  async update({ bouncer, params, request, response, session }: HttpContext) {
    const contact = await Contact.query().where('id', params.id).firstOrFail()
    await bouncer.with(ContactPolicy).authorize('update')
    await contact.revise(await request.validateUsing(updateContactValidator))
    session.flash('success', 'Contact saved')
    return response.redirect(`/admin/contacts/${contact.id}`)
  }
}
