import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import env from '#start/env'
import { methodsOf } from '#core/api/methods'

const TAKEN = 'authorization, content-type, idempotency-key'
const SHOWN =
  'Location, Retry-After, RateLimit, RateLimit-Policy, Idempotency-Replayed, WWW-Authenticate, X-Request-Id'
const PREFLIGHT_SECONDS = '600'

/**
 * Lets pages of the origins in API_ALLOWED_ORIGINS call the API in a browser. Nobody else's: a
 * browser then keeps the answer from the page. There are no cookies here that it would send along.
 */
export default class ApiCorsMiddleware {
  async handle({ request, response }: HttpContext, next: NextFn) {
    const origins = allowedOrigins()
    const path = request.url()
    if (origins.length === 0 || !path.startsWith('/api/v1/')) return next()
    response.vary('Origin')
    const origin = request.header('origin') ?? ''
    if (!origins.includes(origin.toLowerCase())) return next()
    response.header('Access-Control-Allow-Origin', origin)
    response.header('Access-Control-Expose-Headers', SHOWN)
    const isPreflight =
      request.method() === 'OPTIONS' && request.header('access-control-request-method')
    if (!isPreflight) return next()
    response.header('Access-Control-Allow-Methods', methodsOf(path).join(', '))
    response.header('Access-Control-Allow-Headers', TAKEN)
    response.header('Access-Control-Max-Age', PREFLIGHT_SECONDS)
    return response.status(204).send(null)
  }
}

function allowedOrigins(): string[] {
  return (env.get('API_ALLOWED_ORIGINS') ?? '')
    .toLowerCase()
    .split(',')
    .map((origin) => origin.trim())
    .filter(Boolean)
}
