import type { HttpContext } from '@adonisjs/core/http'
import { rotateSecrets } from '#messaging/accounts/accounts'
import MailAccount from '#messaging/models/mail_account'
import MailAccountPolicy from '#messaging/policies/mail_account_policy'
import { mailSecretsValidator } from '#messaging/validators/mail_account'

export default class MailAccountSecretsController {
  async update({ bouncer, params, request, response, session }: HttpContext) {
    await bouncer.with(MailAccountPolicy).authorize('update')
    const account = await MailAccount.query().where('id', params.mail_account_id).firstOrFail()
    const { secrets } = await request.validateUsing(mailSecretsValidator)
    await rotateSecrets(account, secrets)
    session.flash('success', 'The new secrets are in use')
    return response.redirect(`/admin/settings/mail-accounts/${account.id}`)
  }
}
