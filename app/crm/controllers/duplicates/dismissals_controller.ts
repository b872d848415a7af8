import type { HttpContext } from '@adonisjs/core/http'
import { dismiss, reopen } from '#crm/duplicate_review'
import DuplicatePair from '#crm/models/duplicate_pair'
import ContactPolicy from '#crm/policies/contact_policy'

export default class DismissalsController {
  async store({ bouncer, params, response, session }: HttpContext) {
    const pair = await DuplicatePair.query().where('id', params.duplicate_id).firstOrFail()
    await bouncer.with(ContactPolicy).authorize('merge')
    await dismiss(pair)
    session.flash('success', 'Noted: two different people')
    return response.redirect('/admin/contacts/duplicates')
  }

  async destroy({ bouncer, params, response }: HttpContext) {
    const pair = await DuplicatePair.query().where('id', params.duplicate_id).firstOrFail()
    await bouncer.with(ContactPolicy).authorize('merge')
    await reopen(pair)
    return response.redirect('/admin/contacts/duplicates')
  }
}
