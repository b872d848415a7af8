import { Job } from '#core/queue/job'

/** Daily: forgets which files of opens and clicks were taken in, and which facts were told long ago. */
export default class ForgetHits extends Job {
  static jobName = 'messaging/forget_hits'

  async handle() {
    const { forgetSpools } = await import('#messaging/queries/hits')
    const { forgetKeys } = await import('#messaging/queries/fact_rows')
    await forgetSpools()
    await forgetKeys()
  }
}
