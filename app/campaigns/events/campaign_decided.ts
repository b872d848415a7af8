import { CampaignEvent } from '#campaigns/events/campaign_event'

export default class CampaignDecided extends CampaignEvent {
  static type = 'campaign.decided'
  static label = 'Winner of an A/B test chosen'
}
