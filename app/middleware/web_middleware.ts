import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import InitializeAuthMiddleware from '@adonisjs/auth/initialize_auth_middleware'
import SessionMiddleware from '@adonisjs/session/session_middleware'
import ShieldMiddleware from '@adonisjs/shield/shield_middleware'
import HttpExceptionHandler from '#exceptions/handler'
import { recognizeUser } from '#identity/login'

/**
 * Everything with a cookie: session, CSRF check, and who is logged in. Public
 * pages do without it, so that they set none.
 */
export default class WebMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const make = ctx.containerResolver.make.bind(ctx.containerResolver)
    const session = await make(SessionMiddleware)
    const shield = await make(ShieldMiddleware)
    return session.handle(ctx, async () => {
      try {
        return await shield.handle(ctx, () =>
          new InitializeAuthMiddleware().handle(ctx, async () => {
            await recognizeUser(ctx)
            return next()
          })
        )
      } catch (error) {
        // What fails in here (a missing token) is answered while the session can still carry the message.
        const answer = new HttpExceptionHandler()
        await answer.report(error, ctx)
        return answer.handle(error, ctx)
      }
    })
  }
}
