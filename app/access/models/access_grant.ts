import { compose } from '@adonisjs/core/helpers'
import { AccessGrantSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'

/** What a contact was given, by which source and why. Never changed. */
export default class AccessGrant extends compose(AccessGrantSchema, Tenanted, WithId) {
  static table = 'access_grants'
}
