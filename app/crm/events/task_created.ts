import { TaskEvent } from '#crm/events/task_event'

export default class TaskCreated extends TaskEvent {
  static type = 'task.created'
  static label = 'A task was made'
}
