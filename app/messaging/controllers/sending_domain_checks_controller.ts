import type { HttpContext } from '@adonisjs/core/http'
import SendingDomain from '#messaging/models/sending_domain'
import SendingDomainPolicy from '#messaging/policies/sending_domain_policy'
import { checkSendingDomain } from '#messaging/senders/domain_proof'

/** A look at a domain's DNS, now. */
export default class SendingDomainChecksController {
  async store({ bouncer, params, response, session }: HttpContext) {
    await bouncer.with(SendingDomainPolicy).authorize('update')
    const { id } = await SendingDomain.query().where('id', params.sending_domain_id).firstOrFail()
    const domain = await checkSendingDomain(id)
    if (domain?.isVerified && domain.misses === 0) {
      session.flash('success', `${domain.domain} is verified`)
    } else {
      session.flash('error', 'Not everything is there yet. DNS may take a while to tell.')
    }
    return response.redirect(`/admin/settings/sending-domains/${id}`)
  }
}
