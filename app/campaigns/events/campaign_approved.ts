import { CampaignEvent } from '#campaigns/events/campaign_event'

export default class CampaignApproved extends CampaignEvent {
  static type = 'campaign.approved'
  static label = 'Campaign approved'
}
