import db from '@adonisjs/lucid/services/db'
import env from '#start/env'
import { purgePages, SITE } from '#core/http/public_page'
import { Refusal } from '#core/http/refusal'
import { Tenant } from '#core/tenancy/tenant'
import DomainAdded from '#identity/events/domain_added'
import DomainRemoved from '#identity/events/domain_removed'
import { forgetHosts, isAdminHost, normalizeHost } from '#identity/hosts'
import type Organization from '#identity/models/organization'
import OrganizationHost from '#identity/models/organization_host'
import { unlessTaken } from '#identity/taken'

/** Gives an organization a domain. Throws a Refusal at the field for one that is none, taken, or the install's own. */
export async function addHost(organization: Organization, text: string): Promise<OrganizationHost> {
  const host = readHost(text)
  const added = await unlessTaken(() => insertHost(organization, host), refuseHost)
  await forgetSite(added)
  return added
}

function insertHost(organization: Organization, host: string): Promise<OrganizationHost> {
  return db.transaction(async (trx) => {
    const taken = await Tenant.unscoped('host lookup', () =>
      OrganizationHost.query({ client: trx }).where('host', host).first()
    )
    if (taken) refuseHost()
    const row = await OrganizationHost.create(
      { organizationId: organization.id, host },
      { client: trx }
    )
    await DomainAdded.record(
      { organizationId: organization.id, subjectId: row.id, payload: { host } },
      trx
    )
    return row
  })
}

function refuseHost(): never {
  throw new Refusal('This domain is in use', { code: 'E_HOST_TAKEN', field: 'host' })
}

/** Makes a domain the main one, which links and canonical addresses use. */
export async function makeCanonical(host: OrganizationHost): Promise<void> {
  await db.transaction(async (trx) => {
    await OrganizationHost.query({ client: trx }).update({ is_canonical: false })
    await host.useTransaction(trx).merge({ isCanonical: true }).save()
  })
  await forgetSite(host)
}

export async function removeHost(host: OrganizationHost): Promise<void> {
  await db.transaction(async (trx) => {
    await host.useTransaction(trx).delete()
    await DomainRemoved.record(
      { organizationId: host.organizationId, subjectId: host.id, payload: { host: host.host } },
      trx
    )
  })
  await forgetSite(host)
}

/** Canonical addresses stand on every page of the site. */
async function forgetSite({ organizationId }: OrganizationHost): Promise<void> {
  forgetHosts()
  await Tenant.run(organizationId, () => purgePages([SITE]))
}

function readHost(text: string): string {
  let host: string
  try {
    host = normalizeHost(text)
  } catch (error) {
    throw new Refusal((error as Error).message, { code: 'E_HOST', field: 'host' })
  }
  if (isAdminHost(host) || host.endsWith(`.${env.get('APP_DOMAIN')}`)) {
    throw new Refusal('This address belongs to the install', { code: 'E_HOST', field: 'host' })
  }
  return host
}
