import { compose } from '@adonisjs/core/helpers'
import { DealReasonSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'

export const OUTCOMES = ['won', 'lost'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** Why deals are won or lost, in the organization's own words. */
export default class DealReason extends compose(DealReasonSchema, Tenanted, WithId) {
  declare outcome: Outcome
}
