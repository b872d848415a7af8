import type { HttpContext } from '@adonisjs/core/http'
import { sandbox } from '#config/app'
import SendingDomain from '#messaging/models/sending_domain'
import SendingDomainPolicy from '#messaging/policies/sending_domain_policy'
import { listRecords } from '#messaging/senders/record_list'
import {
  addSendingDomain,
  planWarmUp,
  removeSendingDomain,
  wantedMechanisms,
} from '#messaging/senders/sending_domains'
import { sentToday } from '#messaging/queries/send_days'
import SendingDomainTransformer from '#messaging/transformers/sending_domain_transformer'
import { sendingDomainValidator, warmUpValidator } from '#messaging/validators/sender'

export default class SendingDomainsController {
  async store({ bouncer, request, response, session }: HttpContext) {
    await bouncer.with(SendingDomainPolicy).authorize('create')
    const { domain: text } = await request.validateUsing(sendingDomainValidator)
    const domain = await addSendingDomain(text)
    session.flash('success', `${domain.domain} added. Its DNS records are next.`)
    return response.redirect(`/admin/settings/sending-domains/${domain.id}`)
  }

  async show({ bouncer, inertia, params, staff }: HttpContext) {
    await bouncer.with(SendingDomainPolicy).authorize('read')
    const domain = await SendingDomain.query().where('id', params.id).firstOrFail()
    return inertia.render('messaging/senders/domain', {
      domain: SendingDomainTransformer.transform(domain).useVariant('forRecords'),
      records: listRecords(domain, await wantedMechanisms()),
      sentToday: await sentToday(domain.domain),
      sandbox: sandbox.on,
      can: { update: staff.can('senders:update'), delete: staff.can('senders:delete') },
    })
  }

  async update({ bouncer, params, request, response, session }: HttpContext) {
    await bouncer.with(SendingDomainPolicy).authorize('update')
    const domain = await SendingDomain.query().where('id', params.id).firstOrFail()
    const { warmUp } = await request.validateUsing(warmUpValidator)
    await planWarmUp(domain, warmUp)
    session.flash('success', warmUp ? 'The warm-up plan holds from today' : 'No warm-up any more')
    return response.redirect(`/admin/settings/sending-domains/${domain.id}`)
  }

  async destroy({ bouncer, params, response, session }: HttpContext) {
    await bouncer.with(SendingDomainPolicy).authorize('delete')
    const domain = await SendingDomain.query().where('id', params.id).firstOrFail()
    await removeSendingDomain(domain)
    session.flash('success', `${domain.domain} removed`)
    return response.redirect('/admin/settings/senders')
  }
}
