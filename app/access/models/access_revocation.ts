import { compose } from '@adonisjs/core/helpers'
import { AccessRevocationSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'

/** That a grant was taken back, from when and why. Never changed. */
export default class AccessRevocation extends compose(AccessRevocationSchema, Tenanted, WithId) {
  static table = 'access_revocations'
}
