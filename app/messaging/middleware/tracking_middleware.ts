import type { HttpContext, HttpResponse } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { clickAt, openAt, PIXEL } from '#messaging/tracking/paths'

/**
 * Answers tracked links and pixels, on any host, before everything else: no session, no tenant, no database. What a
 * link needs stands in its address, and the hit goes to the disk.
 */
export default class TrackingMiddleware {
  handle({ request, response }: HttpContext, next: NextFn) {
    const { url = '', method = '', headers } = request.request
    if (!url.startsWith('/t/') || (method !== 'GET' && method !== 'HEAD')) return next()
    if (url.startsWith('/t/c/')) {
      privately(response)
      const destination = clickAt(url, method, headers)
      if (!destination) return response.status(404).send('This link is not complete.')
      response.header('Referrer-Policy', 'no-referrer')
      response.header('Location', destination)
      return response.status(302).send(null)
    }
    if (!url.startsWith('/t/o/')) return next()
    privately(response)
    openAt(url, method, headers)
    response.header('Content-Type', 'image/gif')
    return response.send(PIXEL)
  }
}

function privately(response: HttpResponse): void {
  response.header('Cache-Control', 'no-store, private')
  response.header('X-Robots-Tag', 'noindex, nofollow')
  response.header('X-Content-Type-Options', 'nosniff')
}
