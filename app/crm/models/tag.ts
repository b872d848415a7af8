import { compose } from '@adonisjs/core/helpers'
import { TagSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'

/** A word on contacts and companies, with a colour. Its name is unique whatever the case and accents. */
export default class Tag extends compose(TagSchema, Tenanted, WithId) {}
