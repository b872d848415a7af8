import type { HttpContext } from '@adonisjs/core/http'
import { orderMailAccounts } from '#messaging/accounts/accounts'
import MailAccountPolicy from '#messaging/policies/mail_account_policy'
import { mailAccountOrderValidator } from '#messaging/validators/mail_account'

export default class MailAccountOrdersController {
  async update({ bouncer, request, response }: HttpContext) {
    await bouncer.with(MailAccountPolicy).authorize('update')
    const { ids } = await request.validateUsing(mailAccountOrderValidator)
    await orderMailAccounts(ids)
    return response.redirect('/admin/settings/mail-accounts')
  }
}
