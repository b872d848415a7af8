import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#core/clock/clock'
import UserSession from '#identity/models/user_session'
import UserSessionTransformer from '#identity/transformers/user_session_transformer'
import UserTransformer from '#identity/transformers/user_transformer'
import { profileValidator } from '#identity/validators/account'

/** A person's own account: profile, address, password, sessions. */
export default class AccountsController {
  async show({ auth, inertia, userSession }: HttpContext) {
    const user = auth.use('web').user!
    const sessions = await UserSession.query()
      .where('userId', user.id)
      .whereNull('revokedAt')
      .where('expiresAt', '>', clock.now().toSQL())
      .orderBy('lastSeenAt', 'desc')
    return inertia.render('identity/account/show', {
      profile: UserTransformer.transform(user),
      sessions: UserSessionTransformer.transform(sessions),
      currentSessionId: userSession?.id ?? null,
      timeZones: Intl.supportedValuesOf('timeZone').concat('UTC'),
    })
  }

  async update({ auth, request, response, session }: HttpContext) {
    const profile = await request.validateUsing(profileValidator)
    await auth.use('web').user!.merge(profile).save()
    session.flash('success', 'Profile saved')
    return response.redirect('/account')
  }
}
