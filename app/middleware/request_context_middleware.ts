import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { Context } from '#core/context'

/** Opens the context of a request and names it in the answer. */
export default class RequestContextMiddleware {
  handle({ request, response }: HttpContext, next: NextFn) {
    const requestId = request.id()!
    response.header('X-Request-Id', requestId)
    return Context.run(
      {
        requestId,
        ip: request.ip(),
        organizationId: null,
        unscoped: null,
        actor: { type: 'system', id: null },
        job: null,
      },
      next
    )
  }
}
