import { compose } from '@adonisjs/core/helpers'
import { SuppressionSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'

/** An address that is not written to, by its hash. */
export default class SuppressionEntry extends compose(SuppressionSchema, Tenanted, WithId) {
  static table = 'suppressions'
}
