import type { HttpContext } from '@adonisjs/core/http'
import { undoRunLater } from '#crm/merge_run_undo'
import MergeRun from '#crm/models/merge_run'
import ContactPolicy from '#crm/policies/contact_policy'

/** Taking a whole bulk merge back. */
export default class RunUndosController {
  async store({ bouncer, params, response, session }: HttpContext) {
    const run = await MergeRun.query().where('id', params.run_id).firstOrFail()
    await bouncer.with(ContactPolicy).authorize('merge')
    await undoRunLater(run.id)
    session.flash('success', 'The bulk merge is being undone')
    return response.redirect().back()
  }
}
