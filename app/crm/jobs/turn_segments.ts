import { Job } from '#core/queue/job'

/** Asks the contacts again whose membership time alone may have turned; each minute. */
export default class TurnSegments extends Job {
  static jobName = 'crm/turn_segments'
  static attempts = 1

  async handle() {
    const { turnDue } = await import('#crm/segment_dues')
    await turnDue()
  }
}
