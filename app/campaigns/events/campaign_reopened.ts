import { CampaignEvent } from '#campaigns/events/campaign_event'

export default class CampaignReopened extends CampaignEvent {
  static type = 'campaign.reopened'
  static label = 'Campaign is a draft again'
}
