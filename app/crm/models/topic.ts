import { compose } from '@adonisjs/core/helpers'
import { TopicSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'

/** Something that people agree to hear about: news, tips, events. Archived, never deleted: the ledger names it. */
export default class Topic extends compose(TopicSchema, Tenanted, WithId) {}
