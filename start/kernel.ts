/*
 * Middleware, outermost first. `server` wraps every answer, static files and 404s too.
 */
import router from '@adonisjs/core/services/router'
import server from '@adonisjs/core/services/server'

server.errorHandler(() => import('#exceptions/handler'))

server.use([
  () => import('#middleware/request_context_middleware'),
  () => import('#middleware/security_headers_middleware'),
  () => import('#middleware/private_files_middleware'),
  () => import('@adonisjs/static/static_middleware'),
  () => import('@adonisjs/vite/vite_middleware'),
])

router.use([() => import('@adonisjs/core/bodyparser_middleware')])

export const middleware = router.named({
  sameOrigin: () => import('#middleware/same_origin_middleware'),
})
