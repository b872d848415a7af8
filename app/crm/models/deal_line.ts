import { compose } from '@adonisjs/core/helpers'
import { DealLineSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'

/** Something offered, as it was when it was put on the deal. Quantities are hundredths. */
export default class DealLine extends compose(DealLineSchema, Tenanted, WithId) {}
