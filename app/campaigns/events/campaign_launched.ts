import { CampaignEvent } from '#campaigns/events/campaign_event'

export default class CampaignLaunched extends CampaignEvent {
  static type = 'campaign.launched'
  static label = 'Campaign began to be sent'
}
