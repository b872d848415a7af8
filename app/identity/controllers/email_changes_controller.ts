import type { HttpContext } from '@adonisjs/core/http'
import { confirmEmailChange, requestEmailChange } from '#identity/accounts'
import UserToken from '#identity/models/user_token'
import { requirePassword } from '#identity/reauthentication'
import { throttleMail } from '#identity/throttles'
import { changeEmailValidator } from '#identity/validators/account'

export default class EmailChangesController {
  async store(ctx: HttpContext) {
    const { email, currentPassword } = await ctx.request.validateUsing(changeEmailValidator)
    const user = await requirePassword(ctx, currentPassword)
    await throttleMail(ctx, 'change', email)
    await requestEmailChange(user, email)
    ctx.session.flash('success', 'Open the link that we mailed to the new address')
    return ctx.response.redirect('/account')
  }

  async show({ inertia, params, response }: HttpContext) {
    const token = await UserToken.usable(params.token, 'change_email')
    // The address of this page is a secret: it must not leave by a Referer.
    response.header('Referrer-Policy', 'no-referrer')
    if (!token) response.status(410)
    return inertia.render('identity/auth/change_email', { token })
  }

  async update({ params, response, session }: HttpContext) {
    const user = await confirmEmailChange(params.token)
    if (user) session.flash('success', 'Your e-mail address is changed')
    else session.flash('error', 'This link is used or too old')
    return response.redirect('/account')
  }
}
