import { compose } from '@adonisjs/core/helpers'
import { UserSessionSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'

/** A log-in that its person can see and revoke. */
export default class UserSession extends compose(UserSessionSchema, WithId) {}
