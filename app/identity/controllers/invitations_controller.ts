import type { HttpContext } from '@adonisjs/core/http'
import MembershipPolicy from '#identity/policies/membership_policy'
import { Team } from '#identity/team'
import { invitationValidator } from '#identity/validators/organization'

export default class InvitationsController {
  async store({ bouncer, organization, request, response, session, staff }: HttpContext) {
    await bouncer.with(MembershipPolicy).authorize('invite')
    const { email, role } = await request.validateUsing(invitationValidator)
    await new Team(organization).invite(staff, email, role)
    session.flash('success', `Invitation sent to ${email}`)
    return response.redirect('/admin/settings/members')
  }

  async destroy({ bouncer, organization, params, response, session }: HttpContext) {
    await bouncer.with(MembershipPolicy).authorize('invite')
    await new Team(organization).revoke(params.id)
    session.flash('success', 'Invitation withdrawn')
    return response.redirect('/admin/settings/members')
  }
}
