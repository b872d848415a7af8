import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'

const PortalLogins = () => import('#access/controllers/portal_logins_controller')
const PortalLinkRequests = () => import('#access/controllers/portal_link_requests_controller')
const PortalLinks = () => import('#access/controllers/portal_links_controller')

router
  .group(() => {
    router.get('login', [PortalLogins, 'create']).as('login')
    router.post('login/link', [PortalLinkRequests, 'store']).as('login.link')
    router.post('logout', [PortalLogins, 'destroy']).as('logout')
    router.get('links/:token', [PortalLinks, 'show']).as('link')
    router.post('links/:token', [PortalLinks, 'store']).as('link.open')
  })
  .prefix('learn')
  .as('portal')
  .use([middleware.site(), middleware.web()])
