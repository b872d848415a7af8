import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#core/clock/clock'
import Task from '#crm/models/task'
import TaskPolicy from '#crm/policies/task_policy'
import { colleagues } from '#crm/queries/colleagues'
import { countTasks, taskPage } from '#crm/queries/task_list'
import { taskRows } from '#crm/task_rows'
import {
  createTaskValidator,
  taskFiltersValidator,
  updateTaskValidator,
} from '#crm/validators/activity'

/** A person's day: what is late, what is due, what comes. The other methods speak JSON. */
export default class TasksController {
  async index({ bouncer, inertia, request, staff }: HttpContext) {
    await bouncer.with(TaskPolicy).authorize('read')
    const {
      view = 'day',
      assignee = 'me',
      cursor,
      task,
    } = await request.validateUsing(taskFiltersValidator)
    const now = clock.now()
    const tomorrow = now.setZone(staff.user.timeZone).plus({ days: 1 }).startOf('day')
    const who = assignee === 'me' ? staff.user.id : assignee
    const [page, counts, opened, people] = await Promise.all([
      taskPage({ view, assignee: who, tomorrow, cursor }),
      countTasks({ assignee: who, now, tomorrow }),
      task ? Task.query().where('id', task) : [],
      colleagues(),
    ])
    const [rows, openedRows] = await Promise.all([
      taskRows(page.rows, staff),
      taskRows(opened, staff),
    ])
    return inertia.render('crm/tasks/index', {
      tasks: rows,
      next: page.next,
      previous: page.previous,
      counts,
      opened: openedRows[0] ?? null,
      isGone: task !== undefined && opened.length === 0,
      colleagues: people.map(({ id, name }) => ({ id, name })),
      filters: { view, assignee },
      can: { create: staff.can('tasks:create') },
    })
  }

  async store({ bouncer, request, response, staff }: HttpContext) {
    await bouncer.with(TaskPolicy).authorize('create')
    const details = await request.validateUsing(createTaskValidator)
    const { id, timeZone } = staff.user
    const task = await Task.plan(details, { id, timeZone })
    const [row] = await taskRows([task], staff)
    return response.created({ task: row })
  }

  async update({ bouncer, params, request, staff }: HttpContext) {
    const task = await Task.query().where('id', params.id).firstOrFail()
    await bouncer.with(TaskPolicy).authorize('update', task)
    await task.revise(await request.validateUsing(updateTaskValidator))
    const [row] = await taskRows([task], staff)
    return { task: row }
  }

  async destroy({ bouncer, params, response }: HttpContext) {
    const task = await Task.query().where('id', params.id).firstOrFail()
    await bouncer.with(TaskPolicy).authorize('delete', task)
    await task.remove()
    return response.noContent()
  }
}
