import type { HttpContext } from '@adonisjs/core/http'
import MembershipPolicy from '#identity/policies/membership_policy'
import { Team } from '#identity/team'

export default class SuspensionsController {
  async store({ bouncer, organization, params, response, session, staff }: HttpContext) {
    await bouncer.with(MembershipPolicy).authorize('update')
    await new Team(organization).suspend(staff, params.id, true)
    session.flash('success', 'Member suspended')
    return response.redirect('/admin/settings/members')
  }

  async destroy({ bouncer, organization, params, response, session, staff }: HttpContext) {
    await bouncer.with(MembershipPolicy).authorize('update')
    await new Team(organization).suspend(staff, params.id, false)
    session.flash('success', 'Member is back')
    return response.redirect('/admin/settings/members')
  }
}
