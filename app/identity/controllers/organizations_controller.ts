import type { HttpContext } from '@adonisjs/core/http'
import { ACTIVE_ORGANIZATION } from '#identity/active_staff'
import { forgetHosts } from '#identity/hosts'
import { foundOrganization } from '#identity/organizations'
import { createOrganizationValidator } from '#identity/validators/organization'
import { CURRENCIES } from '#core/money/money'

/** Founding an organization; open to every user. */
export default class OrganizationsController {
  create({ auth, inertia }: HttpContext) {
    return inertia.render('identity/organizations/create', {
      currencies: [...CURRENCIES],
      timeZones: Intl.supportedValuesOf('timeZone').concat('UTC'),
      timeZone: auth.use('web').user!.timeZone,
      locale: auth.use('web').user!.locale,
    })
  }

  async store({ auth, inertia, request, response, session }: HttpContext) {
    const input = await request.validateUsing(createOrganizationValidator)
    const organization = await foundOrganization(auth.use('web').user!, input)
    session.put(ACTIVE_ORGANIZATION, organization.id)
    forgetHosts()
    inertia.clearHistory()
    session.flash('success', `${organization.name} is yours`)
    return response.redirect('/admin')
  }
}
