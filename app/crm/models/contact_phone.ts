import { compose } from '@adonisjs/core/helpers'
import { ContactPhoneSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'

/** A phone number of a contact; several people may share one. */
export default class ContactPhone extends compose(ContactPhoneSchema, Tenanted, WithId) {}
