import type { HttpContext } from '@adonisjs/core/http'
import { requestPasswordReset, resetPassword } from '#identity/accounts'
import UserToken from '#identity/models/user_token'
import { throttleMail } from '#identity/throttles'
import { emailOnlyValidator, newPasswordValidator } from '#identity/validators/account'

export default class PasswordResetsController {
  create({ inertia }: HttpContext) {
    return inertia.render('identity/auth/forgot_password', {})
  }

  async store(ctx: HttpContext) {
    const { email } = await ctx.request.validateUsing(emailOnlyValidator)
    await throttleMail(ctx, 'reset', email)
    await requestPasswordReset(email)
    ctx.session.flash('success', 'If this address has an account, a mail is on its way')
    return ctx.response.redirect('/login')
  }

  async show({ inertia, params, response }: HttpContext) {
    const token = await UserToken.usable(params.token, 'reset_password')
    // The address of this page is a secret: it must not leave by a Referer.
    response.header('Referrer-Policy', 'no-referrer')
    if (!token) response.status(410)
    return inertia.render('identity/auth/reset_password', { token })
  }

  async update({ request, params, response, session }: HttpContext) {
    const { password } = await request.validateUsing(newPasswordValidator)
    const isDone = await resetPassword(params.token, password)
    if (!isDone) {
      session.flash('error', 'This link is used or too old. Ask for a new one.')
      return response.redirect('/password/forgot')
    }
    session.flash('success', 'Your new password is set. Log in with it.')
    return response.redirect('/login')
  }
}
