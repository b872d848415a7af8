import { CampaignEvent } from '#campaigns/events/campaign_event'

export default class CampaignCancelled extends CampaignEvent {
  static type = 'campaign.cancelled'
  static label = 'Campaign cancelled'
}
