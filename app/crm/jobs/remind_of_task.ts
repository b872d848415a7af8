import { Job } from '#core/queue/job'

type Payload = { taskId: string }

/** Reminds of one task; its row brings it back until somebody was told. */
export default class RemindOfTask extends Job<Payload> {
  static jobName = 'crm/remind_of_task'
  static attempts = 3

  async handle({ taskId }: Payload) {
    const { remindOfTask } = await import('#crm/reminders')
    await remindOfTask(taskId)
  }
}
