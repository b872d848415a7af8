import type { HttpContext } from '@adonisjs/core/http'
import { beginRun, stopRun } from '#crm/merge_runs'
import MergeRun from '#crm/models/merge_run'
import ContactPolicy from '#crm/policies/contact_policy'
import { mergeRunValidator } from '#crm/validators/merge'

export default class RunsController {
  async store({ bouncer, request, response, session }: HttpContext) {
    await bouncer.with(ContactPolicy).authorize('merge')
    const total = await beginRun(await request.validateUsing(mergeRunValidator))
    session.flash('success', `Merging ${total} ${total === 1 ? 'pair' : 'pairs'}`)
    return response.redirect('/admin/contacts/duplicates')
  }

  async destroy({ bouncer, params, response, session }: HttpContext) {
    const run = await MergeRun.query().where('id', params.id).firstOrFail()
    await bouncer.with(ContactPolicy).authorize('merge')
    await stopRun(run.id)
    session.flash('success', 'Stopped. What was merged can be undone one by one.')
    return response.redirect('/admin/contacts/duplicates')
  }
}
