import type { HttpContext } from '@adonisjs/core/http'
import { changePassword } from '#identity/accounts'
import { requirePassword } from '#identity/reauthentication'
import { changePasswordValidator } from '#identity/validators/account'

export default class PasswordsController {
  async update(ctx: HttpContext) {
    const { currentPassword, password } = await ctx.request.validateUsing(changePasswordValidator)
    const user = await requirePassword(ctx, currentPassword)
    await changePassword(user, password, ctx.userSession?.id)
    ctx.session.flash('success', 'Password changed. Your other sessions have ended.')
    return ctx.response.redirect('/account')
  }
}
