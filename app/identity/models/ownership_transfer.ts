import { compose } from '@adonisjs/core/helpers'
import { OwnershipTransferSchema } from '#database/schema'
import { clock } from '#core/clock/clock'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'

/** The offer of an organization to another member. */
export default class OwnershipTransfer extends compose(OwnershipTransferSchema, Tenanted, WithId) {
  get isOpen(): boolean {
    return !this.acceptedAt && !this.cancelledAt && this.expiresAt > clock.now()
  }
}
