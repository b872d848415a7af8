import type { HttpContext } from '@adonisjs/core/http'
import { keysetPage } from '#core/http/keyset'
import Notification from '#identity/models/notification'
import { unreadNotifications } from '#identity/queries/unread_notifications'
import NotificationTransformer from '#identity/transformers/notification_transformer'
import { listNotificationsValidator } from '#identity/validators/notification'

/** What the bell shows: JSON `{ data, unread, next }`. Each user's own alone. */
export default class NotificationsController {
  async index({ auth, request, response }: HttpContext) {
    const user = auth.use('web').user!
    const { cursor, per_page: perPage } = await request.validateUsing(listNotificationsValidator)
    const { rows, next } = await keysetPage(
      Notification.query().withScopes((scopes) => scopes.of(user)),
      {
        columns: [
          ['created_at', 'desc'],
          ['id', 'desc'],
        ],
        cursor,
        perPage,
        scope: `notifications:${user.id}`,
      }
    )
    const unread = await unreadNotifications(user.id)
    response.header('Cache-Control', 'no-store')
    return { data: rows.map((row) => new NotificationTransformer(row).toObject()), unread, next }
  }
}
