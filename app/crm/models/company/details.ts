import { refuseField } from '#crm/field_error'
import { normalizeDomain } from '#crm/web_domain'
import type { CompanySchema } from '#database/schema'

export type CompanyDetails = Partial<
  Pick<
    CompanySchema,
    | 'name'
    | 'domain'
    | 'website'
    | 'phone'
    | 'industry'
    | 'size'
    | 'street'
    | 'city'
    | 'region'
    | 'postalCode'
    | 'country'
    | 'description'
    | 'externalId'
    | 'ownerId'
  >
> & { custom?: unknown }

/** The same with the domain as it is compared, and a website that is a link. Throws a validation error. */
export function cleanCompany<T extends Omit<CompanyDetails, 'custom'>>(details: T): T {
  const clean = { ...details }
  if (clean.domain) {
    clean.domain =
      normalizeDomain(clean.domain) ?? refuseField('domain', 'Enter a domain, such as example.com')
  }
  if (clean.website) {
    const given = clean.website.trim()
    const url = URL.parse(/^https?:\/\//i.test(given) ? given : `https://${given}`)
    if (!url || !normalizeDomain(url.hostname))
      refuseField('website', 'Enter a web address, such as https://example.com')
    clean.website = url!.href
  }
  return clean
}
