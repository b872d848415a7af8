import { domainToASCII } from 'node:url'
import { LRUCache } from 'lru-cache'
import env from '#start/env'
import { whenPurged } from '#core/http/public_page'
import { Tenant } from '#core/tenancy/tenant'
import Organization from '#identity/models/organization'
import OrganizationHost from '#identity/models/organization_host'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])
/** A changed host table or organization is seen by every process after this long at the latest. */
const CACHE_MS = 3000
const cache = new LRUCache<string, { organization: Organization | null }>({
  max: 2000,
  ttl: CACHE_MS,
})
let generation = 0

/** A host as it is stored: lower case, punycode, without port and trailing dot. Throws on what is no host. */
export function normalizeHost(text: string): string {
  const bare = text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/:].*$/, '')
    .replace(/\.$/, '')
  const host = domainToASCII(bare)
  if (
    !/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/.test(
      host
    )
  ) {
    throw new Error('Enter a domain such as school.example.com')
  }
  return host
}

/** Host of a request without its port. */
export function hostOf(header: string | undefined | null): string {
  return (header ?? '').toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '')
}

/** Whether the admin lives on this host: APP_DOMAIN, HOST and loopback. */
export function isAdminHost(host: string): boolean {
  return LOOPBACK.has(host) || host === env.get('APP_DOMAIN') || host === env.get('HOST')
}

/**
 * The organization whose site a host shows: its own domains, `<slug>.<APP_DOMAIN>`,
 * and the primary organization on the admin's hosts. Null for any other host.
 */
export async function organizationOfHost(host: string): Promise<Organization | null> {
  const known = cache.get(host)
  if (known) return known.organization
  const begun = generation
  const organization = await Tenant.unscoped('host lookup', () => find(host))
  // What changed while it was read must not be kept.
  if (begun === generation) cache.set(host, { organization })
  return organization
}

export function forgetHosts(): void {
  generation++
  cache.clear()
}

// A page is rendered anew because something changed: perhaps the organization that it is framed by.
whenPurged(forgetHosts)

async function find(host: string): Promise<Organization | null> {
  const living = () => Organization.query().whereNull('deletedAt')
  if (isAdminHost(host)) return living().where('isPrimary', true).first()
  const suffix = `.${env.get('APP_DOMAIN')}`
  if (host.endsWith(suffix)) return living().where('slug', host.slice(0, -suffix.length)).first()
  const owned = await OrganizationHost.query().where('host', host).first()
  return owned ? living().where('id', owned.organizationId).first() : null
}
