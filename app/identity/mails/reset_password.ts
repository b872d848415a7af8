import { appUrl } from '#config/app'
import { type Composed, Mail, type OutgoingMail } from '#core/mail/mail'
import User from '#identity/models/user'
import UserToken from '#identity/models/user_token'

/** A link for a new password; also the answer to a sign-up with an address that is taken. */
export default class ResetPasswordMail extends Mail<{ userId: string; because?: 'signup' }> {
  static mailName = 'identity/reset_password'

  async compose(
    row: OutgoingMail<{ userId: string; because?: 'signup' }>
  ): Promise<Composed | null> {
    const user = await User.find(row.payload.userId)
    if (!user) return null
    const token = await UserToken.issue(user.id, 'reset_password')
    return {
      subject: 'Choose a new password',
      preheader: 'The link works once, for one hour.',
      template: 'identity/reset_password',
      data: {
        name: user.fullName,
        because: row.payload.because ?? null,
        url: `${appUrl}/password/reset/${token}`,
      },
    }
  }
}
