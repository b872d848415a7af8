import type { HttpContext } from '@adonisjs/core/http'

/**
 * A mail beside or within a page of the site: its styles and pictures hold, its links lead where they lead, and nothing
 * in it runs.
 */
const POLICY = (sandbox: string) =>
  [
    `default-src 'none'`,
    `style-src 'unsafe-inline'`,
    `img-src 'self' data: http: https:`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'self'`,
    `sandbox ${sandbox}`,
  ].join('; ')

/** What a letter may do: be left. Without scripts, its page may measure one of its own origin, and it nothing. */
export const LETTER_MAY =
  'allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation'

export function answerWithLetter(
  response: HttpContext['response'],
  html: string,
  { isPublic }: { isPublic: boolean }
): void {
  const sandbox = isPublic ? `allow-same-origin ${LETTER_MAY}` : LETTER_MAY
  response.header('Content-Security-Policy', POLICY(sandbox))
  response.header('X-Frame-Options', 'SAMEORIGIN')
  response.header('Content-Type', 'text/html; charset=utf-8')
  response.header('Referrer-Policy', isPublic ? 'strict-origin-when-cross-origin' : 'no-referrer')
  response.header('Cache-Control', isPublic ? 'public, max-age=300' : 'private, no-store')
  if (!isPublic) response.header('X-Robots-Tag', 'noindex')
  response.send(isPublic ? inFrame(html) : html)
}

/** Its links lead the whole window away, not the frame alone. */
function inFrame(html: string): string {
  const base = '<base target="_top">'
  return /<head[^>]*>/i.test(html)
    ? html.replace(/<head[^>]*>/i, (head) => head + base)
    : base + html
}
