import type { HttpContext } from '@adonisjs/core/http'
import { duplicatePage, duplicateState } from '#crm/duplicate_review'
import ContactPolicy from '#crm/policies/contact_policy'
import { pageValidator } from '#crm/validators/merge'

export default class DuplicatesController {
  async index({ bouncer, inertia, request, staff }: HttpContext) {
    await bouncer.with(ContactPolicy).authorize('read')
    const [page, state] = await Promise.all([
      duplicatePage(await request.validateUsing(pageValidator)),
      duplicateState(),
    ])
    return inertia.render('crm/duplicates/index', {
      ...page,
      ...state,
      can: { merge: staff.can('contacts:merge') },
    })
  }
}
