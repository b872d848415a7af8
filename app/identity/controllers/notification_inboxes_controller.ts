import type { HttpContext } from '@adonisjs/core/http'
import { notificationPage } from '#identity/queries/notification_page'
import NotificationTransformer from '#identity/transformers/notification_transformer'
import { notificationFiltersValidator } from '#identity/validators/notification'

/** All that a member of the staff was told, page by page; each one's own. */
export default class NotificationInboxesController {
  async show({ inertia, request, staff }: HttpContext) {
    const { cursor } = await request.validateUsing(notificationFiltersValidator)
    const page = await notificationPage(staff.user, { cursor })
    return inertia.render('identity/notifications/index', {
      notifications: page.rows.map((row) => new NotificationTransformer(row).toObject()),
      next: page.next,
      previous: page.previous,
    })
  }
}
