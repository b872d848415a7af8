import type { HttpContext } from '@adonisjs/core/http'
import { installSender } from '#config/mail'
import { ensureHouse } from '#messaging/accounts/house'
import MailAccount from '#messaging/models/mail_account'
import Sender from '#messaging/models/sender'
import SendingDomain from '#messaging/models/sending_domain'
import SenderPolicy from '#messaging/policies/sender_policy'
import { addSender, reviseSender } from '#messaging/senders/senders'
import SenderTransformer from '#messaging/transformers/sender_transformer'
import SendingDomainTransformer from '#messaging/transformers/sending_domain_transformer'
import { createSenderValidator, updateSenderValidator } from '#messaging/validators/sender'

export default class SendersController {
  async index({ bouncer, inertia, staff }: HttpContext) {
    await bouncer.with(SenderPolicy).authorize('read')
    await ensureHouse()
    const [senders, domains, accounts] = await Promise.all([
      Sender.query().preload('domain').orderBy('isDefault', 'desc').orderBy('address'),
      SendingDomain.query().orderBy('domain'),
      MailAccount.query().whereNot('state', 'disabled').orderBy('position').orderBy('id'),
    ])
    return inertia.render('messaging/senders/index', {
      senders: SenderTransformer.transform(senders),
      domains: SendingDomainTransformer.transform(domains),
      accounts: accounts.map(({ id, label }) => ({ id, label })),
      houseAddress: installSender.address,
      can: {
        create: staff.can('senders:create'),
        update: staff.can('senders:update'),
        delete: staff.can('senders:delete'),
      },
    })
  }

  async store({ bouncer, request, response, session }: HttpContext) {
    await bouncer.with(SenderPolicy).authorize('create')
    const sender = await addSender(await request.validateUsing(createSenderValidator))
    session.flash('success', `${sender.address} added`)
    return response.redirect('/admin/settings/senders')
  }

  async update({ bouncer, params, request, response, session }: HttpContext) {
    await bouncer.with(SenderPolicy).authorize('update')
    const sender = await Sender.query().where('id', params.id).firstOrFail()
    await reviseSender(sender, await request.validateUsing(updateSenderValidator))
    session.flash('success', `${sender.fromAddress} saved`)
    return response.redirect('/admin/settings/senders')
  }
}
