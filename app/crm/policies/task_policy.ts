import type Task from '#crm/models/task'
import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

export default class TaskPolicy extends StaffPolicy {
  read(staff: Staff) {
    return staff.can('tasks:read')
  }

  create(staff: Staff) {
    return staff.can('tasks:create')
  }

  /** Who is given a task may work on it, whatever the role. */
  update(staff: Staff, task: Task) {
    return staff.can('tasks:update') || task.assigneeId === staff.user.id
  }

  /** Several at once: each is asked for by `update`. */
  updateMany(staff: Staff, tasks: Task[]) {
    return tasks.every((task) => this.update(staff, task))
  }

  delete(staff: Staff, _task: Task) {
    return staff.can('tasks:delete')
  }
}
