import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'

const Notifications = () => import('#identity/controllers/notifications_controller')
const NotificationInboxes = () => import('#identity/controllers/notification_inboxes_controller')
const NotificationReads = () => import('#identity/controllers/notification_reads_controller')
const NotificationPreferences = () =>
  import('#identity/controllers/notification_preferences_controller')

router
  .group(() => {
    router.get('notifications', [Notifications, 'index']).as('index')
    router.post('notifications/reads', [NotificationReads, 'store']).as('reads')
  })
  .as('notifications')
  .use([middleware.adminHost(), middleware.web(), middleware.auth()])

router
  .group(() => {
    router.get('notifications', [NotificationPreferences, 'edit']).as('edit')
    router.put('notifications', [NotificationPreferences, 'update']).as('update')
  })
  .prefix('admin/settings')
  .as('settings.notifications')
  .use([middleware.web(), middleware.staff()])

router
  .get('admin/notifications', [NotificationInboxes, 'show'])
  .as('notifications.inbox')
  .use([middleware.web(), middleware.staff()])
