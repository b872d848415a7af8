import type Task from '#crm/models/task'
import TaskPolicy from '#crm/policies/task_policy'
import { namesOfUsers } from '#crm/queries/colleagues'
import { linksOf, namedTargets, TASK_LINKS } from '#crm/queries/target_links'
import type { Schedule } from '#crm/models/task/scheduled'
import type { NamedTarget } from '#crm/targets'
import type { Staff } from '#identity/staff'

/** A task as pages show it. */
export type TaskRow = Schedule & {
  id: string
  title: string
  description: string | null
  priority: string
  assignee: { id: string; name: string } | null
  createdBy: string | null
  dueAt: string | null
  isOverdue: boolean
  completedAt: string | null
  links: NamedTarget[]
  can: { update: boolean; delete: boolean }
}

/** Tasks with the names of people and records, in their order. */
export async function taskRows(tasks: Task[], staff: Staff): Promise<TaskRow[]> {
  const [links, names] = await Promise.all([
    linksOf(
      TASK_LINKS,
      tasks.map(({ id }) => id)
    ),
    namesOfUsers(tasks.flatMap((task) => [task.assigneeId ?? [], task.createdById ?? []].flat())),
  ])
  const named = await namedTargets([...links.values()].flat())
  const policy = new TaskPolicy()
  return tasks.map((task) => ({
    ...task.schedule,
    id: task.id,
    title: task.title,
    description: task.description,
    priority: task.priority,
    assignee: task.assigneeId
      ? { id: task.assigneeId, name: names.get(task.assigneeId) ?? 'Somebody' }
      : null,
    createdBy: names.get(task.createdById ?? '') ?? null,
    dueAt: task.dueAt?.toISO() ?? null,
    isOverdue: task.isOverdue,
    completedAt: task.completedAt?.toISO() ?? null,
    links: named.filter((target) =>
      links.get(task.id)!.some(({ type, id }) => type === target.type && id === target.id)
    ),
    can: { update: policy.update(staff, task), delete: policy.delete(staff, task) },
  }))
}
