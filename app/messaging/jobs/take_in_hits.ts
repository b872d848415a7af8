import { Job } from '#core/queue/job'

/** Takes in opens and clicks that stand on this machine's disk. */
export default class TakeInHits extends Job {
  static jobName = 'messaging/take_in_hits'
  static queue = 'webhooks'
  static attempts = 1

  async handle() {
    const { hitSpool } = await import('#messaging/tracking/hits')
    const { takeInHits } = await import('#messaging/tracking/take_in')
    await takeInHits(hitSpool)
  }
}
