import type { HttpContext } from '@adonisjs/core/http'
import Task from '#crm/models/task'
import TaskPolicy from '#crm/policies/task_policy'
import { taskRows } from '#crm/task_rows'

/** Being done, of one task. */
export default class CompletionsController {
  /** `{ next }`: the task that follows a repeating one. */
  async store({ bouncer, params, response, staff }: HttpContext) {
    const task = await Task.query().where('id', params.task_id).firstOrFail()
    await bouncer.with(TaskPolicy).authorize('update', task)
    const next = await task.complete(staff.user.id)
    const [row] = await taskRows(next ? [next as Task] : [], staff)
    return response.created({ next: row ?? null })
  }

  async destroy({ bouncer, params, response }: HttpContext) {
    const task = await Task.query().where('id', params.task_id).firstOrFail()
    await bouncer.with(TaskPolicy).authorize('update', task)
    await task.reopen()
    return response.noContent()
  }
}
