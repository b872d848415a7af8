import { compose } from '@adonisjs/core/helpers'
import { hasMany, scope } from '@adonisjs/lucid/orm'
import type { HasMany } from '@adonisjs/lucid/types/relations'
import { CampaignSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'
import type { AudienceSpec } from '#messaging/audience/audience_spec'
import { Approvable } from '#campaigns/models/campaign/approvable'
import { Archivable } from '#campaigns/models/campaign/archivable'
import { Authored } from '#campaigns/models/campaign/authored'
import type { CampaignState } from '#campaigns/models/campaign/lifecycle'
import { Sendable } from '#campaigns/models/campaign/sendable'
import { Transitioning } from '#campaigns/models/campaign/transitioning'
import CampaignApproval from '#campaigns/models/campaign_approval'
import CampaignVariant from '#campaigns/models/campaign_variant'

/** A mail to many: written, approved, sent once, and reported on. */
export default class Campaign extends compose(
  CampaignSchema,
  Tenanted,
  WithId,
  Transitioning,
  Authored,
  Approvable,
  Sendable,
  Archivable
) {
  static table = 'campaigns'

  declare state: CampaignState
  declare scheduleKind: 'now' | 'at' | 'local_time'
  declare testOf: 'subject' | 'content' | 'sender' | null
  declare testWinner: 'clicks' | 'revenue' | 'manual'
  declare uncertainPolicy: 'hold' | 'resend'

  @hasMany(() => CampaignVariant, {
    foreignKey: 'campaignId',
    onQuery: (query) => void query.orderBy('variant'),
  })
  declare variants: HasMany<typeof CampaignVariant>

  @hasMany(() => CampaignApproval, {
    foreignKey: 'campaignId',
    onQuery: (query) => void query.orderBy('requestedAt', 'desc'),
  })
  declare approvals: HasMany<typeof CampaignApproval>

  static present = scope((query) => {
    void query.whereNull('archivedAt')
  })

  get spec(): AudienceSpec {
    return this.audience as AudienceSpec
  }

  get isDraft(): boolean {
    return this.state === 'draft'
  }

  /** Whether it has begun to leave. */
  get isLaunched(): boolean {
    return this.launchedAt !== null
  }
}
