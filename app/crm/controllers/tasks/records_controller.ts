import type { HttpContext } from '@adonisjs/core/http'
import TaskPolicy from '#crm/policies/task_policy'
import TimelinePolicy from '#crm/policies/timeline_policy'
import { colleagues } from '#crm/queries/colleagues'
import { namedTargets } from '#crm/queries/target_links'
import { tasksOfRecord } from '#crm/queries/task_list'
import { taskRows } from '#crm/task_rows'
import type { Target } from '#crm/targets'

/** The tasks of a contact, a company or a deal, as JSON, with whom they may be given to. */
export default class RecordsController {
  async show({ bouncer, params, response, staff }: HttpContext) {
    const target = { type: params.type, id: params.id } as Target
    await bouncer.with(TaskPolicy).authorize('read')
    await bouncer.with(TimelinePolicy).authorize('read', target.type)
    response.header('Cache-Control', 'no-store')
    const [record] = await namedTargets([target])
    if (!record) return response.notFound({ detail: 'This record is not there any more.' })
    const [tasks, people] = await Promise.all([tasksOfRecord(target), colleagues()])
    return {
      tasks: await taskRows(tasks, staff),
      colleagues: people.map(({ id, name }) => ({ id, name })),
    }
  }
}
