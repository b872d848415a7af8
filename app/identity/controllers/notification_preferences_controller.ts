import type { HttpContext } from '@adonisjs/core/http'
import { preferencesOf, savePreferences } from '#core/notifications/preferences'
import { notificationPreferencesValidator } from '#identity/validators/notification'

/** How a member of the staff wants to be told of things; each one's own. */
export default class NotificationPreferencesController {
  async edit({ inertia, staff }: HttpContext) {
    return inertia.render('identity/settings/notifications', {
      preferences: await preferencesOf(staff.user.id),
    })
  }

  async update({ request, response, session, staff }: HttpContext) {
    const { preferences } = await request.validateUsing(notificationPreferencesValidator)
    await savePreferences(staff.user.id, preferences)
    session.flash('success', 'Your choice is saved.')
    return response.redirect().back()
  }
}
