import { appUrl } from '#config/app'
import env from '#start/env'
import { Tenant } from '#core/tenancy/tenant'
import type Organization from '#identity/models/organization'
import OrganizationHost from '#identity/models/organization_host'

/**
 * Public address of an organization's site, without a trailing slash: its
 * canonical domain, the install's own for the primary organization, else
 * `<slug>.<APP_DOMAIN>`. Never taken from a request.
 */
export async function siteUrl(organization: Organization): Promise<string> {
  const base = new URL(appUrl)
  const canonical = await Tenant.run(organization.id, () =>
    OrganizationHost.query().where('isCanonical', true).first()
  )
  if (canonical) return `${base.protocol}//${canonical.host}${port(base)}`
  if (organization.isPrimary) return appUrl
  return `${base.protocol}//${organization.slug}.${env.get('APP_DOMAIN')}${port(base)}`
}

/** An evaluation on a port of its own keeps that port on every host. */
function port(base: URL): string {
  return base.port ? `:${base.port}` : ''
}
