import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { homeOf } from '#identity/login'

/** Pages for people who are not logged in, such as the log-in page itself. */
export default class GuestMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    if (!ctx.auth.user) return next()
    return ctx.response.redirect(await homeOf(ctx))
  }
}
