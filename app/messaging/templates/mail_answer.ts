import type { HttpContext } from '@adonisjs/core/http'

/**
 * A mail within a frame of our pages: its styles hold, and nothing in it runs, asks or leads anywhere. The house's
 * own policy would refuse its style elements.
 */
const POLICY = [
  `default-src 'none'`,
  `style-src 'unsafe-inline'`,
  `img-src 'self' data: https:`,
  `frame-ancestors 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  'sandbox',
].join('; ')

export function answerWithMail(response: HttpContext['response'], html: string): void {
  response.header('Content-Security-Policy', POLICY)
  response.header('X-Frame-Options', 'SAMEORIGIN')
  response.header('Content-Type', 'text/html; charset=utf-8')
  response.header('Cache-Control', 'private, max-age=60')
  response.send(html)
}
