import type { HttpContext } from '@adonisjs/core/http'
import { testMailAccount } from '#messaging/accounts/account_test'
import MailAccount from '#messaging/models/mail_account'
import MailAccountPolicy from '#messaging/policies/mail_account_policy'

/** A mail to oneself, by one account. */
export default class MailAccountTestsController {
  async store({ bouncer, params, response, session, staff }: HttpContext) {
    await bouncer.with(MailAccountPolicy).authorize('update')
    const account = await MailAccount.query().where('id', params.mail_account_id).firstOrFail()
    const { email: address, fullName: name, locale } = staff.user
    const error = await testMailAccount(account, { address, name, locale })
    if (error) session.flash('error', `${account.label} says: ${error}`)
    else session.flash('success', `Sent to ${address}`)
    return response.redirect(`/admin/settings/mail-accounts/${account.id}`)
  }
}
