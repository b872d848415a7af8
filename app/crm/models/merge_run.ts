import { compose } from '@adonisjs/core/helpers'
import { MergeRunSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'

/** Many merges by a rule, in the background. */
export default class MergeRun extends compose(MergeRunSchema, Tenanted, WithId) {}
