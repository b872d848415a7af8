import { compose } from '@adonisjs/core/helpers'
import { RefundSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'

/** Money that goes back. It is owed from the moment the row is there; a job carries it out. */
export default class Refund extends compose(RefundSchema, Tenanted, WithId) {
  static table = 'refunds'

  /** Whether the provider has given the money back, or is about to. */
  get isEffective(): boolean {
    return this.status === 'pending' || this.status === 'succeeded'
  }
}
