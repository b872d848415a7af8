import { Job } from '#core/queue/job'

type Payload = { campaignId: string }

/** Notes right after its launch whom a campaign could not reach, and why. */
export default class CountReach extends Job<Payload> {
  static jobName = 'campaigns/count_reach'
  static attempts = 3

  async handle({ campaignId }: Payload) {
    const { countReach } = await import('#campaigns/reach')
    await countReach(campaignId)
  }
}
