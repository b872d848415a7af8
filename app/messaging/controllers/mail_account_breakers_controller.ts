import type { HttpContext } from '@adonisjs/core/http'
import { releaseBreaker } from '#messaging/accounts/accounts'
import MailAccount from '#messaging/models/mail_account'
import MailAccountPolicy from '#messaging/policies/mail_account_policy'

/** The stop that too many bounces or complaints bring about; people let the account go on. */
export default class MailAccountBreakersController {
  async destroy({ bouncer, params, response, session }: HttpContext) {
    await bouncer.with(MailAccountPolicy).authorize('update')
    const account = await MailAccount.query().where('id', params.mail_account_id).firstOrFail()
    await releaseBreaker(account)
    session.flash('success', `${account.label} sends again`)
    return response.redirect(`/admin/settings/mail-accounts/${account.id}`)
  }
}
