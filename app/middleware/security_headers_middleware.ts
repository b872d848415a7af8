import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { makeNonce, securityHeaders } from '#core/http/security_headers'

/** Guards every answer, static files and errors too; `response.nonce` lets own scripts pass. */
export default class SecurityHeadersMiddleware {
  handle({ request, response }: HttpContext, next: NextFn) {
    response.nonce = makeNonce()
    for (const [name, value] of securityHeaders(response.nonce, request.hostname() ?? '')) {
      response.header(name, value)
    }
    return next()
  }
}
