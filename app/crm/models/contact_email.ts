import { compose } from '@adonisjs/core/helpers'
import { ContactEmailSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'

/** An e-mail address of a contact; one of them is the primary one and stands on the contact too. */
export default class ContactEmail extends compose(ContactEmailSchema, Tenanted, WithId) {}
