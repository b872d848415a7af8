import type { HttpContext } from '@adonisjs/core/http'
import { endSession, endSessions } from '#identity/login'
import UserSession from '#identity/models/user_session'

/** Ending one's sessions: one, or all others. */
export default class UserSessionsController {
  async destroy({ auth, params, response, session }: HttpContext) {
    const user = auth.use('web').user!
    const row = await UserSession.query().where({ id: params.id, userId: user.id }).firstOrFail()
    await endSession(user, row)
    session.flash('success', 'That session has ended')
    return response.redirect('/account')
  }

  async destroyOthers({ auth, response, session, userSession }: HttpContext) {
    await endSessions(auth.use('web').user!, userSession?.id)
    session.flash('success', 'All other sessions have ended')
    return response.redirect('/account')
  }
}
