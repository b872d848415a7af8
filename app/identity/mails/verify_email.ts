import { appUrl } from '#config/app'
import { type Composed, Mail, type OutgoingMail } from '#core/mail/mail'
import User from '#identity/models/user'
import UserToken from '#identity/models/user_token'

/** Asks a new user to verify the address. */
export default class VerifyEmailMail extends Mail<{ userId: string }> {
  static mailName = 'identity/verify_email'

  async compose(row: OutgoingMail<{ userId: string }>): Promise<Composed | null> {
    const user = await User.find(row.payload.userId)
    if (!user || user.isVerified) return null
    const token = await UserToken.issue(user.id, 'verify_email')
    return {
      subject: 'Verify your e-mail address',
      preheader: 'One click and your account is ready.',
      template: 'identity/verify_email',
      data: { name: user.fullName, url: `${appUrl}/email/verify/${token}` },
    }
  }
}
