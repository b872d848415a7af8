import { Exception } from '@adonisjs/core/exceptions'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { hostOf, isAdminHost } from '#identity/hosts'

/** The admin answers on APP_DOMAIN, HOST and loopback only; elsewhere it does not exist. */
export default class AdminHostMiddleware {
  handle(ctx: HttpContext, next: NextFn) {
    if (isAdminHost(hostOf(ctx.request.header('host')))) return next()
    throw new Exception('Not found', { status: 404, code: 'E_ROUTE_NOT_FOUND' })
  }
}
