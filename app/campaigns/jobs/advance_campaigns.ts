import { Job } from '#core/queue/job'

/** Begins what is due, decides tests whose time is over, and closes what was sent to the end. */
export default class AdvanceCampaigns extends Job {
  static jobName = 'campaigns/advance_campaigns'
  static attempts = 1

  async handle() {
    const { sweepCampaigns } = await import('#campaigns/advancing')
    await sweepCampaigns()
  }
}
