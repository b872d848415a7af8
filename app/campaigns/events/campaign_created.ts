import { CampaignEvent } from '#campaigns/events/campaign_event'

export default class CampaignCreated extends CampaignEvent {
  static type = 'campaign.created'
  static label = 'Campaign created'
}
