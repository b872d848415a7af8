import { randomBytes } from 'node:crypto'
import app from '@adonisjs/core/services/app'
import { appUrl, sandbox } from '#config/app'
import env from '#start/env'

/** Where a form post may end after redirects: browsers hold form-action against each hop. */
const PAYMENT_PAGES = ['https://checkout.stripe.com']

/** Style elements that libraries write at run time without a nonce: VueUse's pause of transitions, the drawer's, the text editor's. */
const LIBRARY_STYLES = [
  `'sha256-skqujXORqzxt1aE0NNXxujEanPTX6raoqSscTV/Ww/Y='`,
  `'sha256-qduYmTACIPxqL+IgvJDDRy3W6Kz0AbLtwDgNkBpoHII='`,
  `'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='`,
]

const NONCE = '{nonce}'

/**
 * The content security policy, split at its nonces. Scripts run by nonce only;
 * inline style attributes are allowed because the server renders them.
 */
const policy = contentSecurityPolicy().split(NONCE)

const fixed: [string, string][] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
  ['Referrer-Policy', 'strict-origin-when-cross-origin'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  [
    'Permissions-Policy',
    'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), browsing-topics=(), ' +
      'fullscreen=(self "https://player.vimeo.com"), autoplay=(self "https://player.vimeo.com"), ' +
      'encrypted-media=(self "https://player.vimeo.com"), picture-in-picture=(self "https://player.vimeo.com")',
  ],
]

const hstsHere = 'max-age=31536000'
const hstsWithSubdomains = `${hstsHere}; includeSubDomains`
const appDomain = env.get('APP_DOMAIN').toLowerCase()
const bindsSubdomains =
  env.get('HSTS_SUBDOMAINS', appUrl.startsWith('https://') ? 'on' : 'off') === 'on'

/** A fresh value for one answer's inline scripts and styles. */
export function makeNonce(): string {
  return randomBytes(16).toString('base64url')
}

/** The content security policy for an answer with this nonce. */
export function policyFor(nonce: string): string {
  return policy.join(nonce)
}

/**
 * The headers of an answer. `host`: without port; a customer's own domain is
 * theirs below it, so only ours binds its subdomains to HTTPS.
 */
export function* securityHeaders(nonce: string, host: string): Generator<[string, string]> {
  yield* fixed
  yield ['Content-Security-Policy', policyFor(nonce)]
  const isOurs = host === appDomain || host.endsWith(`.${appDomain}`)
  yield ['Strict-Transport-Security', bindsSubdomains && isOurs ? hstsWithSubdomains : hstsHere]
}

function contentSecurityPolicy(): string {
  const sandboxOrigins = sandbox.on ? [sandbox.url, `http://localhost:${sandbox.port}`] : []
  // Vite's hot reload speaks over a socket on a port of its own.
  const development = app.inDev ? ['ws:', 'http://localhost:*'] : []
  const directives: Record<string, string[]> = {
    'default-src': [`'self'`],
    'script-src': [`'self'`, `'nonce-${NONCE}'`],
    'style-src': [`'self'`, `'nonce-${NONCE}'`, ...LIBRARY_STYLES],
    'style-src-attr': [`'unsafe-inline'`],
    'img-src': [`'self'`, 'data:', 'blob:', 'https:'],
    'font-src': [`'self'`, 'data:'],
    'connect-src': [`'self'`, ...development],
    'frame-src': [`'self'`, 'https://player.vimeo.com'],
    'form-action': [`'self'`, ...PAYMENT_PAGES, ...sandboxOrigins],
    'object-src': [`'none'`],
    'base-uri': [`'none'`],
    'frame-ancestors': [`'none'`],
  }
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ')
}

declare module '@adonisjs/core/http' {
  interface HttpResponse {
    /** Lets this answer's own inline scripts and styles pass the policy. */
    nonce: string
  }
}
