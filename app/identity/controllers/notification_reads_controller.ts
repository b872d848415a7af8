import type { HttpContext } from '@adonisjs/core/http'
import Notification from '#identity/models/notification'
import { unreadNotifications } from '#identity/queries/unread_notifications'
import { readNotificationsValidator } from '#identity/validators/notification'

/** Reading: one notification (`id`), or without an id all of them. */
export default class NotificationReadsController {
  async store({ auth, request }: HttpContext) {
    const user = auth.use('web').user!
    const { id } = await request.validateUsing(readNotificationsValidator)
    const read = await Notification.markRead(user, id)
    return { read, unread: await unreadNotifications(user.id) }
  }
}
