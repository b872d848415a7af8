import { CampaignEvent } from '#campaigns/events/campaign_event'

export default class CampaignResumed extends CampaignEvent {
  static type = 'campaign.resumed'
  static label = 'Campaign goes on'
}
