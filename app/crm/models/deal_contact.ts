import { compose } from '@adonisjs/core/helpers'
import { DealContactSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'

/** A further person of a deal, beside its primary contact, with a role. */
export default class DealContact extends compose(DealContactSchema, Tenanted, WithId) {}
