import { compose } from '@adonisjs/core/helpers'
import { ActivitySchema } from '#database/schema'
import { Tenanted } from '#core/tenancy/tenanted'

/** One thing that happened to a contact, anywhere in the house. */
export default class Activity extends compose(ActivitySchema, Tenanted) {
  static table = 'activities'
}
