import { appUrl } from '#config/app'
import { type Composed, Mail, type OutgoingMail } from '#core/mail/mail'
import User from '#identity/models/user'

/** Tells the old address that the account has moved. */
export default class EmailChangedMail extends Mail<{ userId: string }> {
  static mailName = 'identity/email_changed'

  async compose(row: OutgoingMail<{ userId: string }>): Promise<Composed | null> {
    const user = await User.find(row.payload.userId)
    if (!user) return null
    return {
      subject: 'Your e-mail address was changed',
      preheader: 'If this was not you, act now.',
      template: 'identity/email_changed',
      data: { name: user.fullName, url: `${appUrl}/password/forgot` },
    }
  }
}
