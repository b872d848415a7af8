import { Job } from '#core/queue/job'
import { eraseDeleted } from '#crm/erasure'

/** Nightly: what was deleted 30 days ago goes for good. */
export default class EraseDeleted extends Job {
  static jobName = 'crm/erase_deleted'

  async handle() {
    await eraseDeleted()
  }
}
