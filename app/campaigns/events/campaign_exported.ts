import { CampaignEvent } from '#campaigns/events/campaign_event'

export default class CampaignExported extends CampaignEvent {
  static type = 'campaign.exported'
  static label = 'Recipients of a campaign taken out as a file'
  static isPublic = false
}
