import { appUrl } from '#config/app'
import { type Composed, Mail, type OutgoingMail } from '#core/mail/mail'
import User from '#identity/models/user'

/** Tells that the password was changed. */
export default class PasswordChangedMail extends Mail<{ userId: string }> {
  static mailName = 'identity/password_changed'

  async compose(row: OutgoingMail<{ userId: string }>): Promise<Composed | null> {
    const user = await User.find(row.payload.userId)
    if (!user) return null
    return {
      subject: 'Your password was changed',
      preheader: 'If this was not you, choose a new one now.',
      template: 'identity/password_changed',
      data: { name: user.fullName, url: `${appUrl}/password/forgot` },
    }
  }
}
