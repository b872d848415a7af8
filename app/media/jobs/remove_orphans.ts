import { Job } from '#core/queue/job'
import { removeOrphans } from '#media/orphans'

/** Daily: deletes bytes that lost their row when a process died between the two. */
export default class RemoveOrphans extends Job {
  static jobName = 'media/remove_orphans'

  async handle() {
    await removeOrphans()
  }
}
