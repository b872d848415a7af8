import type { Brand } from '#core/mail/brand'
import { installSender } from '#config/mail'
import { appUrl } from '#config/app'
import Organization from '#identity/models/organization'
import { siteUrl } from '#identity/site_url'

/** How an organization's mails look. */
export async function brandOfOrganization(organizationId: string): Promise<Brand | null> {
  const organization = await Organization.find(organizationId)
  if (!organization) return null
  const url = await siteUrl(organization)
  return {
    name: organization.name,
    color: organization.brandColor,
    logoUrl: organization.logoFileId ? `${url}/media/${organization.logoFileId}` : null,
    url,
    fromAddress: installSender.address,
    supportEmail: organization.supportEmail,
    imprintUrl: `${url || appUrl}/imprint`,
  }
}
