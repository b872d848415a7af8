import { appUrl } from '#config/app'
import { type Composed, Mail, type OutgoingMail } from '#core/mail/mail'
import User from '#identity/models/user'
import UserToken from '#identity/models/user_token'

/** Confirms a new address, at that address. */
export default class ChangeEmailMail extends Mail<{ userId: string; email: string }> {
  static mailName = 'identity/change_email'

  async compose(row: OutgoingMail<{ userId: string; email: string }>): Promise<Composed | null> {
    const user = await User.find(row.payload.userId)
    if (!user) return null
    const token = await UserToken.issue(user.id, 'change_email', row.payload.email)
    return {
      subject: 'Confirm your new e-mail address',
      preheader: 'Your account moves to this address.',
      template: 'identity/change_email',
      data: { name: user.fullName, url: `${appUrl}/email/change/${token}` },
    }
  }
}
