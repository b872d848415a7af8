import { compose } from '@adonisjs/core/helpers'
import { CampaignApprovalSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'

/** Who asked for leave to send a campaign, and who gave or refused it. */
export default class CampaignApproval extends compose(CampaignApprovalSchema, Tenanted, WithId) {
  static table = 'campaign_approvals'

  declare decision: 'approved' | 'refused' | 'withdrawn' | null
}
