import type { HttpContext } from '@adonisjs/core/http'
import { turnMailAccount } from '#messaging/accounts/accounts'
import MailAccount from '#messaging/models/mail_account'
import MailAccountPolicy from '#messaging/policies/mail_account_policy'
import { mailAccountStateValidator } from '#messaging/validators/mail_account'

const SAID = { active: 'takes mail again', paused: 'is paused', disabled: 'is out of use' }

export default class MailAccountStatesController {
  async update({ bouncer, params, request, response, session }: HttpContext) {
    const account = await MailAccount.query().where('id', params.mail_account_id).firstOrFail()
    const { state } = await request.validateUsing(mailAccountStateValidator)
    await bouncer.with(MailAccountPolicy).authorize(state === 'disabled' ? 'delete' : 'update')
    await turnMailAccount(account, state)
    session.flash('success', `${account.label} ${SAID[state]}`)
    return response.redirect(`/admin/settings/mail-accounts/${account.id}`)
  }
}
