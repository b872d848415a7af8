import type { HttpContext } from '@adonisjs/core/http'
import { compareTwo } from '#crm/duplicate_review'
import { mergePage } from '#crm/merge_history'
import { latestRuns } from '#crm/merge_run_undo'
import { mergeContacts } from '#crm/merging'
import Merge from '#crm/models/merge'
import ContactPolicy from '#crm/policies/contact_policy'
import MergeTransformer from '#crm/transformers/merge_transformer'
import { unmerge } from '#crm/unmerging'
import { mergeValidator, pageValidator, twoValidator } from '#crm/validators/merge'

export default class MergesController {
  async index({ bouncer, inertia, request, staff }: HttpContext) {
    await bouncer.with(ContactPolicy).authorize('read')
    const page = await mergePage(await request.validateUsing(pageValidator))
    return inertia.render('crm/duplicates/merged', {
      runs: await latestRuns(10),
      merges: MergeTransformer.transform(page.rows),
      next: page.next,
      previous: page.previous,
      can: { merge: staff.can('contacts:merge') },
    })
  }

  async create({ bouncer, inertia, request }: HttpContext) {
    await bouncer.with(ContactPolicy).authorize('merge')
    const { a, b } = await request.validateUsing(twoValidator)
    return inertia.render('crm/duplicates/review', await compareTwo(a, b))
  }

  async store({ bouncer, request, response, session }: HttpContext) {
    await bouncer.with(ContactPolicy).authorize('merge')
    const { winnerId, ...rest } = await request.validateUsing(mergeValidator)
    const id = await mergeContacts({ winnerId, ...rest })
    session.flash('success', 'Merged. You can undo it for 90 days.')
    session.flash('undo', { method: 'delete', href: `/admin/contacts/merges/${id}` })
    return response.redirect(`/admin/contacts/${winnerId}`)
  }

  async destroy({ bouncer, params, response, session }: HttpContext) {
    const merge = await Merge.query().where('id', params.id).firstOrFail()
    await bouncer.with(ContactPolicy).authorize('merge')
    const kept = await unmerge(merge.id)
    session.flash(
      'success',
      kept.length > 0
        ? `Both are there again. Changed since and left as it is: ${kept.join(', ')}`
        : 'Both are there again, as they were'
    )
    return response.redirect().back()
  }
}
