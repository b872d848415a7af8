import { compose } from '@adonisjs/core/helpers'
import { InvitationSchema } from '#database/schema'
import { clock } from '#core/clock/clock'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'

/** An invitation by mail, bound to its address. */
export default class Invitation extends compose(InvitationSchema, Tenanted, WithId) {
  get isPending(): boolean {
    return !this.acceptedAt && !this.revokedAt && this.expiresAt > clock.now()
  }
}
