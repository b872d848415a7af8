import { Tenant } from '#core/tenancy/tenant'
import Organization from '#identity/models/organization'

/** The currency of the tenant in context. */
export async function homeCurrency(): Promise<string> {
  return (await Organization.findOrFail(Tenant.id())).currency
}

/** Its time zone, IANA. */
export async function homeTimeZone(): Promise<string> {
  return (await Organization.findOrFail(Tenant.id())).timeZone
}
