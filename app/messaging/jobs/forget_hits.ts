import { Job } from '#core/queue/job'

/** Daily: forgets which files of opens and clicks were taken in. */
export default class ForgetHits extends Job {
  static jobName = 'messaging/forget_hits'

  async handle() {
    const { forgetSpools } = await import('#messaging/queries/hits')
    await forgetSpools()
  }
}
