import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { CrossOriginException, isSameOrigin } from '#core/http/same_origin'

/** For posts on cached pages, whose forms have no session and so no token. */
export default class SameOriginMiddleware {
  handle({ request }: HttpContext, next: NextFn) {
    if (!isSameOrigin(request)) throw new CrossOriginException()
    return next()
  }
}
