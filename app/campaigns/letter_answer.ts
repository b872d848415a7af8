import type { HttpContext } from '@adonisjs/core/http'

/**
 * A mail as a page of the site: its styles and pictures hold, its links lead where they lead, and nothing in it runs or
 * is of the site's own origin.
 */
const POLICY = [
  `default-src 'none'`,
  `style-src 'unsafe-inline'`,
  `img-src 'self' data: http: https:`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'self'`,
  'sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation',
].join('; ')

export function answerWithLetter(
  response: HttpContext['response'],
  html: string,
  { isPublic }: { isPublic: boolean }
): void {
  response.header('Content-Security-Policy', POLICY)
  response.header('Content-Type', 'text/html; charset=utf-8')
  response.header('Referrer-Policy', isPublic ? 'strict-origin-when-cross-origin' : 'no-referrer')
  response.header('Cache-Control', isPublic ? 'public, max-age=300' : 'private, no-store')
  if (!isPublic) response.header('X-Robots-Tag', 'noindex')
  response.send(html)
}
