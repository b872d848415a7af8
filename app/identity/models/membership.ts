import { compose } from '@adonisjs/core/helpers'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import { MembershipSchema } from '#database/schema'
import { Tenanted } from '#core/tenancy/tenanted'
import { WithId } from '#core/database/with_id'
import Organization from '#identity/models/organization'
import User from '#identity/models/user'

/** A user's place in an organization, with one role of config/roles.yaml. */
export default class Membership extends compose(MembershipSchema, Tenanted, WithId) {
  @belongsTo(() => User)
  declare user: BelongsTo<typeof User>

  @belongsTo(() => Organization)
  declare organization: BelongsTo<typeof Organization>

  get isActive(): boolean {
    return this.suspendedAt === null
  }
}
