import { CampaignEvent } from '#campaigns/events/campaign_event'

export default class CampaignApprovalRequested extends CampaignEvent {
  static type = 'campaign.approval_requested'
  static label = 'Approval of a campaign asked for'
}
