import { TaskEvent } from '#crm/events/task_event'

export default class TaskReopened extends TaskEvent {
  static type = 'task.reopened'
  static label = 'A task was opened again'
}
