import { CampaignEvent } from '#campaigns/events/campaign_event'

export default class CampaignScheduled extends CampaignEvent {
  static type = 'campaign.scheduled'
  static label = 'Campaign scheduled'
}
