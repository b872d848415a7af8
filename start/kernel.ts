/*
 * Middleware, outermost first. `server` wraps every answer, static files and 404s too.
 */
import router from '@adonisjs/core/services/router'
import server from '@adonisjs/core/services/server'

server.errorHandler(() => import('#exceptions/handler'))

server.use([
  // Links and pixels of mails: without a session, a tenant or the database.
  () => import('#messaging/middleware/tracking_middleware'),
  () => import('#middleware/request_context_middleware'),
  () => import('#middleware/security_headers_middleware'),
  () => import('#middleware/private_files_middleware'),
  () => import('@adonisjs/static/static_middleware'),
  () => import('@adonisjs/vite/vite_middleware'),
  () => import('#middleware/inertia_middleware'),
  () => import('#middleware/api_cors_middleware'),
  () => import('#middleware/api_method_middleware'),
])

router.use([() => import('#middleware/body_middleware')])

export const middleware = router.named({
  adminHost: () => import('#middleware/admin_host_middleware'),
  apiKey: () => import('#middleware/api_key_middleware'),
  auth: () => import('#middleware/auth_middleware'),
  client: () => import('#access/middleware/client_middleware'),
  guest: () => import('#middleware/guest_middleware'),
  sameOrigin: () => import('#middleware/same_origin_middleware'),
  site: () => import('#middleware/site_middleware'),
  staff: () => import('#middleware/staff_middleware'),
  web: () => import('#middleware/web_middleware'),
})
