import { TaskEvent } from '#crm/events/task_event'

export default class TaskDeleted extends TaskEvent {
  static type = 'task.deleted'
  static label = 'A task was deleted'
}
