import { compose } from '@adonisjs/core/helpers'
import { MergeSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'

/** One contact taken up by another, with what both were before. */
export default class Merge extends compose(MergeSchema, Tenanted, WithId) {
  declare state: 'merged' | 'undone'
}
