import { compose } from '@adonisjs/core/helpers'
import { DuplicatePairSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'

/** Two contacts who may be one person, and what somebody decided about them. */
export default class DuplicatePair extends compose(DuplicatePairSchema, Tenanted, WithId) {
  declare reasons: string[]
}
