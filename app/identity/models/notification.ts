import { compose } from '@adonisjs/core/helpers'
import { scope } from '@adonisjs/lucid/orm'
import { NotificationSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { clock } from '#core/clock/clock'
import type User from '#identity/models/user'

/** Something a user was told. It is hers, whichever organization it is about. */
export default class Notification extends compose(NotificationSchema, WithId) {
  static table = 'notifications'

  static of = scope((query, user: Pick<User, 'id'>) => {
    query.where('notifications.user_id', user.id)
  })

  static unread = scope((query) => {
    query.whereNull('notifications.read_at')
  })

  /** Marks one, or all that are unread, as read. Resolves to how many it were. */
  static async markRead(user: Pick<User, 'id'>, id?: string): Promise<number> {
    const query = this.query().withScopes((scopes) => scopes.of(user))
    if (id) query.where('id', id)
    const [updated] = await query.whereNull('readAt').update({ readAt: clock.now().toSQL() })
    return Number(updated)
  }
}
