import type { HttpContext } from '@adonisjs/core/http'
import { sendVerification, verifyEmail } from '#identity/accounts'
import { INTENDED, homeOf, logIn, signedUpHere } from '#identity/login'
import User from '#identity/models/user'
import UserToken from '#identity/models/user_token'
import { throttleMail } from '#identity/throttles'
import { emailOnlyValidator } from '#identity/validators/account'

/** The link in a mail opens a page; its button verifies, so that a mail scanner does not. */
export default class EmailVerificationsController {
  async show({ inertia, params, response }: HttpContext) {
    const token = await UserToken.usable(params.token, 'verify_email')
    // The address of this page is a secret: it must not leave by a Referer.
    response.header('Referrer-Policy', 'no-referrer')
    if (!token) response.status(410)
    return inertia.render('identity/auth/verify', { token })
  }

  async update(ctx: HttpContext) {
    const user = await verifyEmail(ctx.params.token)
    if (!user) {
      ctx.session.flash('error', 'This link is used or too old. Log in to get a new one.')
      return ctx.response.redirect('/login')
    }
    if (!signedUpHere(ctx, user)) {
      ctx.session.flash('success', 'Your address is verified. Log in with your password.')
      return ctx.response.redirect('/login')
    }
    await logIn(ctx, user)
    ctx.session.flash('success', 'Your address is verified')
    if (!ctx.session.has(INTENDED)) ctx.session.put(INTENDED, '/organizations/create')
    return ctx.response.redirect(await homeOf(ctx))
  }

  async store(ctx: HttpContext) {
    const { email } = await ctx.request.validateUsing(emailOnlyValidator)
    await throttleMail(ctx, 'verify', email)
    const user = await User.findByEmail(email)
    if (user && !user.isVerified) await sendVerification(user)
    return ctx.response.redirect('/signup/sent')
  }
}
