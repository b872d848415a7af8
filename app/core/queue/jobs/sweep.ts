import { Job } from '#core/queue/job'
import { sweepAll } from '#core/queue/sweepers'

/** Re-enqueues everything that is due or stranded; scheduled every ten seconds. */
export default class Sweep extends Job {
  static jobName = 'core/sweep'

  async handle() {
    await sweepAll()
  }
}
