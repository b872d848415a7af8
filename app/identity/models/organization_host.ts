import { compose } from '@adonisjs/core/helpers'
import { OrganizationHostSchema } from '#database/schema'
import { Tenanted } from '#core/tenancy/tenanted'
import { WithId } from '#core/database/with_id'

/** A domain at which an organization's site answers. */
export default class OrganizationHost extends compose(OrganizationHostSchema, Tenanted, WithId) {
  static table = 'organization_hosts'
}
