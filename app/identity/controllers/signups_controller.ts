import type { HttpContext } from '@adonisjs/core/http'
import { signUp } from '#identity/accounts'
import { INTENDED, noteSignup } from '#identity/login'
import { throttleMail, throttleSignup } from '#identity/throttles'
import { signupValidator } from '#identity/validators/account'

export default class SignupsController {
  create({ inertia }: HttpContext) {
    return inertia.render('identity/auth/signup', {})
  }

  async store(ctx: HttpContext) {
    const input = await ctx.request.validateUsing(signupValidator)
    await throttleSignup(ctx)
    await throttleMail(ctx, 'signup', input.email)
    const user = await signUp(input)
    if (user) noteSignup(ctx, user)
    // Who signs up here wants to run something; a student comes by a purchase.
    if (!ctx.session.has(INTENDED)) ctx.session.put(INTENDED, '/organizations/create')
    return ctx.response.redirect('/signup/sent')
  }

  sent({ inertia }: HttpContext) {
    return inertia.render('identity/auth/sent', {})
  }
}
