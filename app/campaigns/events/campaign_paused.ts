import { CampaignEvent } from '#campaigns/events/campaign_event'

export default class CampaignPaused extends CampaignEvent {
  static type = 'campaign.paused'
  static label = 'Campaign paused'
}
