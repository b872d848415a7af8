import type { HttpContext } from '@adonisjs/core/http'
import MembershipPolicy from '#identity/policies/membership_policy'
import { teamPage } from '#identity/queries/team_page'
import { Team } from '#identity/team'
import { roleValidator } from '#identity/validators/organization'

export default class MembersController {
  async index({ bouncer, inertia, staff }: HttpContext) {
    await bouncer.with(MembershipPolicy).authorize('read')
    return inertia.render('identity/settings/members', await teamPage(staff))
  }

  async update({ bouncer, organization, params, request, response, session, staff }: HttpContext) {
    await bouncer.with(MembershipPolicy).authorize('update')
    const { role } = await request.validateUsing(roleValidator)
    await new Team(organization).changeRole(staff, params.id, role)
    session.flash('success', 'Role changed')
    return response.redirect('/admin/settings/members')
  }

  async destroy({
    bouncer,
    organization,
    params,
    response,
    session,
    staff,
    membership,
  }: HttpContext) {
    const isLeaving = params.id === membership.id
    if (!isLeaving) await bouncer.with(MembershipPolicy).authorize('remove')
    await new Team(organization).remove(staff, params.id)
    session.flash('success', isLeaving ? `You left ${organization.name}` : 'Member removed')
    return response.redirect(isLeaving ? '/' : '/admin/settings/members')
  }
}
