import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#core/http/refusal'
import { sendVerification, verifyCredentials } from '#identity/accounts'
import { homeOf, logIn, logOut, noteSignup } from '#identity/login'
import { forgiveLogin, throttleLogin, throttleMail } from '#identity/throttles'
import { loginValidator } from '#identity/validators/account'

export default class SessionsController {
  create({ inertia }: HttpContext) {
    return inertia.render('identity/auth/login', {})
  }

  async store(ctx: HttpContext) {
    const { email, password, remember } = await ctx.request.validateUsing(loginValidator)
    await throttleLogin(ctx, email)
    const user = await verifyCredentials(email, password)
    if (!user)
      throw new Refusal('This e-mail and password do not fit', {
        code: 'E_INVALID_CREDENTIALS',
        field: 'email',
      })
    await forgiveLogin(ctx, email)
    if (!user.isVerified) {
      await throttleMail(ctx, 'verify', email)
      await sendVerification(user)
      noteSignup(ctx, user)
      return ctx.response.redirect('/signup/sent')
    }
    await logIn(ctx, user, { remember: remember ?? false })
    ctx.inertia.clearHistory()
    return ctx.response.redirect(await homeOf(ctx))
  }

  async destroy(ctx: HttpContext) {
    await logOut(ctx)
    ctx.inertia.clearHistory()
    // Who is invited as somebody else goes on with the invitation.
    const invitation = ctx.request.input('invitation')
    return ctx.response.redirect(isToken(invitation) ? `/invitations/${invitation}` : '/login')
  }
}

function isToken(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9_-]{20,100}$/.test(value)
}
