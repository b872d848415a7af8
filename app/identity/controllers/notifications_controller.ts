import type { HttpContext } from '@adonisjs/core/http'
import { notificationPage } from '#identity/queries/notification_page'
import { unreadNotifications } from '#identity/queries/unread_notifications'
import NotificationTransformer from '#identity/transformers/notification_transformer'
import { listNotificationsValidator } from '#identity/validators/notification'

/** What the bell shows: JSON `{ data, unread, next }`. Each user's own alone. */
export default class NotificationsController {
  async index({ auth, request, response }: HttpContext) {
    const user = auth.use('web').user!
    const { cursor, per_page: perPage } = await request.validateUsing(listNotificationsValidator)
    const { rows, next } = await notificationPage(user, { cursor, perPage })
    const unread = await unreadNotifications(user.id)
    response.header('Cache-Control', 'no-store')
    return { data: rows.map((row) => new NotificationTransformer(row).toObject()), unread, next }
  }
}
