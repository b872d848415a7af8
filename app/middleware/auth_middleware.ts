import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { askToLogIn } from '#identity/login'

/** Only for people who are logged in; others are sent to /login and come back after it. */
export default class AuthMiddleware {
  handle(ctx: HttpContext, next: NextFn) {
    return ctx.auth.user ? next() : askToLogIn(ctx)
  }
}
