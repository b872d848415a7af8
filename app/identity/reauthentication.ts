import hash from '@adonisjs/core/services/hash'
import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#core/http/refusal'
import { confirmPassword } from '#identity/login'
import type User from '#identity/models/user'
import { forgiveConfirmation, throttleConfirmation } from '#identity/throttles'

/** The logged-in user, after she typed her password again. Throws a Refusal at the field otherwise. */
export async function requirePassword(ctx: HttpContext, password: string): Promise<User> {
  const user = ctx.auth.use('web').user!
  await throttleConfirmation(ctx, user.id)
  if (!(await hash.verify(user.password, password))) {
    throw new Refusal('This is not your password', {
      code: 'E_WRONG_PASSWORD',
      field: 'currentPassword',
    })
  }
  await forgiveConfirmation(user.id)
  confirmPassword(ctx)
  return user
}
