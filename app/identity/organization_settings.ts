import db from '@adonisjs/lucid/services/db'
import { purgePages, SITE } from '#core/http/public_page'
import { Refusal } from '#core/http/refusal'
import { Tenant } from '#core/tenancy/tenant'
import OrganizationUpdated from '#identity/events/organization_updated'
import { forgetHosts } from '#identity/hosts'
import type Organization from '#identity/models/organization'
import { refuseSlug, refuseTakenSlug } from '#identity/organizations'
import { isOwnPicture } from '#identity/queries/pictures'
import { unlessTaken } from '#identity/taken'

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
    | 'country'
  >
>

/** Changes an organization's settings and records which. Throws a Refusal for a taken slug or a foreign logo. */
export async function reviseOrganization(
  organization: Organization,
  settings: OrganizationSettings
): Promise<void> {
  await unlessTaken(() => revise(organization, settings), refuseSlug)
  forgetHosts()
  // The frame of every page shows name, logo, colour and currencies.
  await Tenant.run(organization.id, () => purgePages([SITE]))
}

function revise(organization: Organization, settings: OrganizationSettings): Promise<void> {
  return db.transaction(async (trx) => {
    if (settings.slug) await refuseTakenSlug(settings.slug, organization.id, trx)
    if (settings.logoFileId && !(await isOwnPicture(organization.id, settings.logoFileId, trx)))
      throw new Refusal('Choose a picture of yours', { code: 'E_LOGO', field: 'logoFileId' })
    organization.useTransaction(trx).merge(settings)
    const fields = Object.keys(organization.$dirty)
    if (fields.length === 0) return
    await organization.save()
    await OrganizationUpdated.record(
      { organizationId: organization.id, subjectId: organization.id, payload: { fields } },
      trx
    )
  })
}
