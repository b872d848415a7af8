import type { HttpContext } from '@adonisjs/core/http'
import Contact from '#crm/models/contact'
import Tag from '#crm/models/tag'
import ContactPolicy from '#crm/policies/contact_policy'
import TagPolicy from '#crm/policies/tag_policy'
import { addTagsValidator } from '#crm/validators/contact'

/** The tags of a contact. */
export default class ContactTagsController {
  async store({ bouncer, params, request, response }: HttpContext) {
    const contact = await Contact.query().where('id', params.contact_id).firstOrFail()
    await bouncer.with(ContactPolicy).authorize('update')
    const { names } = await request.validateUsing(addTagsValidator)
    if ((await Tag.missing(names)).length > 0) await bouncer.with(TagPolicy).authorize('create')
    await contact.tag(names)
    return response.redirect(`/admin/contacts/${contact.id}`)
  }

  async destroy({ bouncer, params, response }: HttpContext) {
    const contact = await Contact.query().where('id', params.contact_id).firstOrFail()
    const tag = await Tag.query().where('id', params.id).firstOrFail()
    await bouncer.with(ContactPolicy).authorize('update')
    await contact.untag([tag.id])
    return response.redirect(`/admin/contacts/${contact.id}`)
  }
}
