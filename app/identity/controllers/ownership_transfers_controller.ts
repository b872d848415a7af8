import vine from '@vinejs/vine'
import type { HttpContext } from '@adonisjs/core/http'
import OrganizationPolicy from '#identity/policies/organization_policy'
import { requirePassword } from '#identity/reauthentication'
import { Ownership } from '#identity/ownership'

const offerValidator = vine.create({
  membershipId: vine.string().uuid(),
  currentPassword: vine.string().maxLength(256),
})

/** Handing an organization over: offered, accepted, or taken back. */
export default class OwnershipTransfersController {
  async store(ctx: HttpContext) {
    await ctx.bouncer.with(OrganizationPolicy).authorize('transfer')
    const { membershipId, currentPassword } = await ctx.request.validateUsing(offerValidator)
    await requirePassword(ctx, currentPassword)
    await new Ownership(ctx.organization).offer(ctx.staff, membershipId)
    ctx.session.flash('success', 'The offer is made. It holds for seven days.')
    return ctx.response.redirect('/admin/settings/members')
  }

  async update({ bouncer, organization, response, session, staff }: HttpContext) {
    await bouncer.with(OrganizationPolicy).authorize('read')
    await new Ownership(organization).accept(staff)
    session.flash('success', `${organization.name} is yours`)
    return response.redirect('/admin/settings/members')
  }

  async destroy({ bouncer, organization, response, session, staff }: HttpContext) {
    await bouncer.with(OrganizationPolicy).authorize('read')
    await new Ownership(organization).cancel(staff)
    session.flash('success', 'The offer is withdrawn')
    return response.redirect('/admin/settings/members')
  }
}
