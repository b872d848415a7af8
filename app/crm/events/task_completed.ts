import { TaskEvent } from '#crm/events/task_event'

export default class TaskCompleted extends TaskEvent {
  static type = 'task.completed'
  static label = 'A task was completed'
}
