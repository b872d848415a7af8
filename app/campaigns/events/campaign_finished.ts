import { CampaignEvent } from '#campaigns/events/campaign_event'

export default class CampaignFinished extends CampaignEvent {
  static type = 'campaign.finished'
  static label = 'Campaign sent to the end'
}
