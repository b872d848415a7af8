import type { IncomingHttpHeaders } from 'node:http'
import { clock } from '#core/clock/clock'
import { readClick, readOwnerToken } from '#messaging/tokens'
import type { Hit } from '#messaging/tracking/hit'
import { hitSpool } from '#messaging/tracking/hits'

/** A transparent GIF of one dot. */
export const PIXEL = Buffer.from(
  'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7',
  'base64'
)

const MOST_AGENT = 300

/** Where `/t/c/<token>/<destination>` leads, having noted the click; null for a link that is none of ours. */
export function clickAt(
  url: string,
  method: string,
  headers: IncomingHttpHeaders,
  spool = hitSpool
): string | null {
  const [token, destination = ''] = pathOf(url).slice('/t/c/'.length).split('/')
  const click = readClick(token, destination)
  const target = click && new URL(click.url)
  if (!target || !/^https?:$/.test(target.protocol)) return null
  spool.append({ kind: 'clicked', ref: click.owner, link: click.link, ...toldBy(method, headers) })
  return target.href
}

/** Notes the open that `/t/o/<token>.gif` tells of; a token that is none of ours tells nothing. */
export function openAt(
  url: string,
  method: string,
  headers: IncomingHttpHeaders,
  spool = hitSpool
): void {
  const token = pathOf(url)
    .slice('/t/o/'.length)
    .replace(/\.gif$/, '')
  const ref = readOwnerToken('open', token)
  if (!ref || ref.kind === 'contact') return
  spool.append({ kind: 'opened', ref, link: null, ...toldBy(method, headers) })
}

function toldBy(method: string, headers: IncomingHttpHeaders): Omit<Hit, 'kind' | 'ref' | 'link'> {
  const purpose =
    headers['sec-purpose'] ?? headers.purpose ?? headers['x-purpose'] ?? headers['x-moz']
  const mode = headers['sec-fetch-mode']
  return {
    at: clock.now().toMillis(),
    method,
    userAgent: (headers['user-agent'] ?? '').slice(0, MOST_AGENT),
    purpose: purpose ? String(purpose).slice(0, 40) : null,
    fetch: mode ? { mode: String(mode), user: headers['sec-fetch-user'] === '?1' } : null,
    hasLanguage: Boolean(headers['accept-language']),
  }
}

const pathOf = (url: string) => url.split('?', 1)[0]
