import { Exception } from '@adonisjs/core/exceptions'
import type { HttpRequest } from '@adonisjs/core/http'

/** A form came from a page of somebody else. */
export class CrossOriginException extends Exception {
  static status = 403
  static code = 'E_CROSS_ORIGIN'
  static message = 'This form was sent from another site. Open the page itself and try again.'
}

const SAFE = ['GET', 'HEAD', 'OPTIONS']

/**
 * Whether a request may change something without a session's token. Browsers
 * send Sec-Fetch-Site or Origin with each such request and pages cannot forge
 * them; a request with neither comes from no browser and carries nobody's cookies.
 */
export function isSameOrigin(request: Pick<HttpRequest, 'method' | 'header' | 'host'>): boolean {
  if (SAFE.includes(request.method())) return true
  const site = request.header('sec-fetch-site')
  if (site && site !== 'same-origin' && site !== 'none') return false
  const origin = request.header('origin')
  if (origin === undefined) return true
  return URL.canParse(origin) && new URL(origin).host === request.host()
}
