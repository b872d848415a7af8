import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'

const Unsubscribes = () => import('#messaging/preferences/controllers/unsubscribes_controller')
const Preferences = () => import('#messaging/preferences/controllers/preferences_controller')
const LinkRequests = () => import('#messaging/preferences/controllers/link_requests_controller')

// No cookie stands behind these pages, so that their posts need no token of a session: the address carries one.
router
  .group(() => {
    router.get('u', [LinkRequests, 'show']).as('find')
    router.post('u', [LinkRequests, 'store']).as('find.store').use(middleware.sameOrigin())
    router.get('u/:token', [Unsubscribes, 'show']).as('unsubscribe')
    router.post('u/:token', [Unsubscribes, 'store']).as('unsubscribe.store')
    router.get('u/:token/preferences', [Preferences, 'show']).as('preferences')
    router.post('u/:token/preferences', [Preferences, 'store']).as('preferences.store')
  })
  .as('messaging.reader')
  .use(middleware.site())
