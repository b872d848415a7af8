import type { HttpContext } from '@adonisjs/core/http'
import logger from '@adonisjs/core/services/logger'
import { requestDuration } from '#core/observability/metrics'

/** Probes come every few seconds and say nothing new. */
const QUIET = ['/health/live', '/health/ready', '/metrics']

/**
 * Writes one line per answer and counts it. Routes by their pattern: addresses
 * hold tokens, and patterns are few.
 */
export function noteRequest({
  ctx,
  duration,
}: {
  ctx: HttpContext
  duration: [number, number]
}): void {
  const seconds = duration[0] + duration[1] / 1e9
  const { request, response } = ctx
  const status = response.response.statusCode
  const route = ctx.route?.pattern ?? (status === 404 ? 'none' : 'static')
  requestDuration.observe({ method: request.method(), route, status }, seconds)
  logger[QUIET.includes(route) ? 'debug' : 'info'](
    {
      request_id: request.id(),
      method: request.method(),
      route,
      status,
      ms: Math.round(seconds * 10_000) / 10,
      ip: request.ip(),
    },
    'answered'
  )
}
