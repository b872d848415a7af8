import { CampaignEvent } from '#campaigns/events/campaign_event'

export default class CampaignRefused extends CampaignEvent {
  static type = 'campaign.refused'
  static label = 'Campaign not approved'
}
