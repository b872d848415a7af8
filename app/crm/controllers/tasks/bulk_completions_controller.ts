import type { HttpContext } from '@adonisjs/core/http'
import Task from '#crm/models/task'
import TaskPolicy from '#crm/policies/task_policy'
import { completeTasksValidator } from '#crm/validators/activity'

/** Being done, of several tasks at once. */
export default class BulkCompletionsController {
  /** `{ completed }`: ids of those that were open before. 404 when one of them is not there: then none is done. */
  async store({ bouncer, request, response, staff }: HttpContext) {
    const { ids } = await request.validateUsing(completeTasksValidator)
    const tasks = await Task.query().whereIn('id', ids)
    await bouncer.with(TaskPolicy).authorize('updateMany', tasks)
    if (tasks.length < ids.length) {
      return response.notFound({ detail: 'One of the tasks is not there any more.' })
    }
    const open = tasks.filter((task) => !task.isDone)
    for (const task of open) await task.complete(staff.user.id)
    return response.created({ completed: open.map(({ id }) => id) })
  }

  /** Opens again those of them that are still there. */
  async destroy({ bouncer, request, response }: HttpContext) {
    const { ids } = await request.validateUsing(completeTasksValidator)
    const tasks = await Task.query().whereIn('id', ids)
    await bouncer.with(TaskPolicy).authorize('updateMany', tasks)
    for (const task of tasks) await task.reopen()
    return response.noContent()
  }
}
