import type { HttpContext } from '@adonisjs/core/http'
import OrganizationPolicy from '#identity/policies/organization_policy'
import OrganizationTransformer from '#identity/transformers/organization_transformer'
import { updateOrganizationValidator } from '#identity/validators/organization'
import { reviseOrganization } from '#identity/organization_settings'
import { siteUrl } from '#identity/site_url'
import { CURRENCIES } from '#core/money/money'

export default class OrganizationSettingsController {
  async edit({ bouncer, inertia, organization, staff }: HttpContext) {
    await bouncer.with(OrganizationPolicy).authorize('read')
    return inertia.render('identity/settings/organization', {
      settings: OrganizationTransformer.transform(organization).useVariant('forSettings'),
      siteUrl: await siteUrl(organization),
      currencies: [...CURRENCIES],
      timeZones: Intl.supportedValuesOf('timeZone').concat('UTC'),
      canEdit: staff.can('organization:update'),
    })
  }

  async update({ bouncer, organization, request, response, session }: HttpContext) {
    await bouncer.with(OrganizationPolicy).authorize('update')
    await reviseOrganization(organization, await request.validateUsing(updateOrganizationValidator))
    session.flash('success', 'Settings saved')
    return response.redirect('/admin/settings/organization')
  }
}
