import { Context } from '#core/context'
import { Job } from '#core/queue/job'
import { journal } from './journal_job.js'

/** What a schedule runs. */
export default class TickJob extends Job {
  static jobName = 'contracts/tick_job'

  async handle() {
    journal.push({ mark: 'tick', context: { ...Context.get() }, at: performance.now(), attempt: 1 })
  }
}
