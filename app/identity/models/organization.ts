import { compose } from '@adonisjs/core/helpers'
import { hasMany } from '@adonisjs/lucid/orm'
import type { HasMany } from '@adonisjs/lucid/types/relations'
import { OrganizationSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import Membership from '#identity/models/membership'
import OrganizationHost from '#identity/models/organization_host'

/** A tenant of the install. */
export default class Organization extends compose(OrganizationSchema, WithId) {
  @hasMany(() => Membership)
  declare memberships: HasMany<typeof Membership>

  @hasMany(() => OrganizationHost)
  declare hosts: HasMany<typeof OrganizationHost>
}
