import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#core/http/refusal'
import { signUp } from '#identity/accounts'
import { ACTIVE_ORGANIZATION } from '#identity/active_staff'
import { INTENDED, logIn } from '#identity/login'
import User from '#identity/models/user'
import { roles } from '#identity/roles'
import { invitationBehind, Team } from '#identity/team'
import { throttleSignup } from '#identity/throttles'
import { invitedSignupValidator } from '#identity/validators/account'

/** Accepting an invitation: with the account of its address, or with a new one made here. */
export default class InvitationAcceptancesController {
  async show({ auth, inertia, params, response, session }: HttpContext) {
    response.header('Referrer-Policy', 'no-referrer')
    const found = await invitationBehind(params.token)
    const user = auth.use('web').user ?? null
    if (!found) response.status(410)
    if (found && !user) session.put(INTENDED, `/invitations/${params.token}`)
    return inertia.render('identity/auth/invitation', {
      token: params.token,
      invitation: found && {
        email: found.invitation.email,
        role: roles().get(found.invitation.role).label,
        organization: found.organization.name,
      },
      loggedInAs: user?.email ?? null,
      isRightAccount: Boolean(found && user && user.emailNorm === found.invitation.emailNorm),
      hasAccount: Boolean(found && (await User.findByEmail(found.invitation.emailNorm))),
    })
  }

  async store(ctx: HttpContext) {
    const { auth, params, request, response, session } = ctx
    const found = await invitationBehind(params.token)
    if (!found)
      throw new Refusal('This invitation is used, withdrawn or too old', {
        code: 'E_INVITATION',
        status: 410,
      })
    let user = auth.use('web').user ?? null
    if (!user) {
      await throttleSignup(ctx)
      const { fullName, password } = await request.validateUsing(invitedSignupValidator)
      // The link came to this address, so that it is verified by having been opened.
      user = await signUp({ email: found.invitation.email, fullName, password }, { verified: true })
      if (!user)
        throw new Refusal('This address has an account: log in with it', {
          code: 'E_HAS_ACCOUNT',
          field: 'password',
        })
      await logIn(ctx, user)
    }
    await new Team(found.organization).accept(params.token, user)
    session.put(ACTIVE_ORGANIZATION, found.organization.id)
    session.flash('success', `Welcome to ${found.organization.name}`)
    return response.redirect('/admin')
  }
}
