import db from '@adonisjs/lucid/services/db'
import OrganizationUpdated from '#identity/events/organization_updated'
import { forgetHosts } from '#identity/hosts'
import type Organization from '#identity/models/organization'
import { refuseTakenSlug } from '#identity/organizations'

export type OrganizationSettings = Partial<
  Pick<
    Organization,
    | 'name'
    | 'slug'
    | 'tagline'
    | 'brandColor'
    | 'supportEmail'
    | 'logoFileId'
    | 'timeZone'
    | 'currency'
    | 'locale'
  >
>

/** Changes an organization's settings and records which. Throws a Refusal for a taken slug. */
export async function reviseOrganization(
  organization: Organization,
  settings: OrganizationSettings
): Promise<void> {
  await db.transaction(async (trx) => {
    if (settings.slug) await refuseTakenSlug(settings.slug, organization.id, trx)
    organization.useTransaction(trx).merge(settings)
    const fields = Object.keys(organization.$dirty)
    if (fields.length === 0) return
    await organization.save()
    await OrganizationUpdated.record(
      { organizationId: organization.id, subjectId: organization.id, payload: { fields } },
      trx
    )
  })
  forgetHosts()
}
