import { compose } from '@adonisjs/core/helpers'
import { CampaignVariantSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'

/** One of the others of an A/B test: what differs from the campaign itself; null is the same. */
export default class CampaignVariant extends compose(CampaignVariantSchema, Tenanted, WithId) {
  static table = 'campaign_variants'

  /** A is the campaign itself. */
  get letter(): string {
    return letterOf(this.variant)
  }
}

export const letterOf = (variant: number): string => 'ABCD'[variant] ?? '?'
