import type { HttpContext } from '@adonisjs/core/http'
import { sandbox } from '#config/app'
import { connectMailAccount, reviseMailAccount } from '#messaging/accounts/accounts'
import { ensureHouse } from '#messaging/accounts/house'
import { providers } from '#messaging/accounts/providers'
import MailAccount from '#messaging/models/mail_account'
import MailAccountPolicy from '#messaging/policies/mail_account_policy'
import { daysOfAccounts } from '#messaging/queries/send_days'
import MailAccountTransformer from '#messaging/transformers/mail_account_transformer'
import {
  connectMailAccountValidator,
  updateMailAccountValidator,
} from '#messaging/validators/mail_account'

/** Accounts with providers. Secrets go in and never come out. */
export default class MailAccountsController {
  async index({ bouncer, inertia, staff }: HttpContext) {
    await bouncer.with(MailAccountPolicy).authorize('read')
    await ensureHouse()
    const accounts = await MailAccount.query().orderBy('position').orderBy('id')
    return inertia.render('messaging/accounts/index', {
      accounts: MailAccountTransformer.transform(accounts),
      today: await daysOfAccounts(),
      can: { create: staff.can('senders:create'), update: staff.can('senders:update') },
    })
  }

  async create({ bouncer, inertia }: HttpContext) {
    await bouncer.with(MailAccountPolicy).authorize('create')
    return inertia.render('messaging/accounts/create', { providers, sandbox: sandbox.on })
  }

  async store({ bouncer, request, response, session }: HttpContext) {
    await bouncer.with(MailAccountPolicy).authorize('create')
    const account = await connectMailAccount(
      await request.validateUsing(connectMailAccountValidator)
    )
    session.flash('success', `${account.label} is connected. Send yourself a test.`)
    return response.redirect(`/admin/settings/mail-accounts/${account.id}`)
  }

  async show({ bouncer, inertia, params, staff }: HttpContext) {
    await bouncer.with(MailAccountPolicy).authorize('read')
    const account = await MailAccount.query().where('id', params.id).firstOrFail()
    return inertia.render('messaging/accounts/show', {
      account: MailAccountTransformer.transform(account).useVariant('forSettings'),
      today: (await daysOfAccounts())[account.id] ?? null,
      can: { update: staff.can('senders:update'), delete: staff.can('senders:delete') },
    })
  }

  async update({ bouncer, params, request, response, session }: HttpContext) {
    await bouncer.with(MailAccountPolicy).authorize('update')
    const account = await MailAccount.query().where('id', params.id).firstOrFail()
    await reviseMailAccount(account, await request.validateUsing(updateMailAccountValidator))
    session.flash('success', `${account.label} saved`)
    return response.redirect(`/admin/settings/mail-accounts/${account.id}`)
  }
}
