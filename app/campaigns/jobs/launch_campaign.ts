import { Job } from '#core/queue/job'

type Payload = { campaignId: string }

/** Sends one campaign whose time has come; its row brings it back until it is sent. */
export default class LaunchCampaign extends Job<Payload> {
  static jobName = 'campaigns/launch_campaign'
  static attempts = 3

  async handle({ campaignId }: Payload) {
    const { launchDue } = await import('#campaigns/launching')
    await launchDue(campaignId)
  }
}
