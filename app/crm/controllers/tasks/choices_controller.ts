import type { HttpContext } from '@adonisjs/core/http'
import TaskPolicy from '#crm/policies/task_policy'
import { recordsMatching } from '#crm/queries/record_matches'
import { READ_PERMISSION, TARGET_TYPES } from '#crm/targets'
import { recordChoicesValidator } from '#crm/validators/activity'

/** Records to which a task or a note can be linked, by name. */
export default class ChoicesController {
  async index({ bouncer, request, response, staff }: HttpContext) {
    await bouncer.with(TaskPolicy).authorize('read')
    const { q } = await request.validateUsing(recordChoicesValidator)
    const types = TARGET_TYPES.filter((type) => staff.can(READ_PERMISSION[type]))
    response.header('Cache-Control', 'no-store')
    return { records: await recordsMatching(q, types) }
  }
}
