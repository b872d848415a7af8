import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { notify } from '#core/notifications/notify'
import { sweepKey } from '#core/queue/sweepers'
import { Tenant } from '#core/tenancy/tenant'
import RemindOfTask from '#crm/jobs/remind_of_task'
import { colleagues } from '#crm/queries/colleagues'
import { claimReminder, dueReminders } from '#crm/queries/task_reminders'

/**
 * Reminds of a task whose moment has come: whom it is given to, else who made it. Once, however
 * often it is called; nobody where she has left the organization.
 */
export async function remindOfTask(taskId: string): Promise<void> {
  await db.transaction(async (trx) => {
    const task = await claimReminder(taskId, clock.now().toISO(), trx)
    if (!task?.userId) return
    const [person] = await colleagues([task.userId], trx)
    if (!person) return
    const due = task.dueAt.setZone(person.timeZone)
    await notify(
      [person.id],
      {
        kind: 'crm/task_reminder',
        key: `task-reminder:${taskId}:${task.remindAt.toMillis()}`,
        title: task.title,
        body: task.hasTime
          ? `Due ${due.toFormat('d LLLL, HH:mm')}`
          : `Due ${task.dueOn.toFormat('d LLLL')}`,
        url: `/admin/tasks?task=${taskId}`,
        organizationId: Tenant.id(),
      },
      trx
    )
  })
}

/** Enqueues the reminders that are due. */
export async function sweepReminders(limit = 500): Promise<number> {
  const due = await dueReminders(clock.now().toISO(), limit)
  for (const { id, organizationId } of due) {
    await Tenant.run(organizationId, () =>
      RemindOfTask.enqueue({ taskId: id }, { key: sweepKey(id) })
    )
  }
  return due.length
}
