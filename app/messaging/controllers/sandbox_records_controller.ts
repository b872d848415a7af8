import type { HttpContext } from '@adonisjs/core/http'
import SendingDomain from '#messaging/models/sending_domain'
import SendingDomainPolicy from '#messaging/policies/sending_domain_policy'
import { publishInSandbox } from '#messaging/senders/sandbox_records'

/** Evaluation alone: the sandbox's DNS says what the domain's records should. */
export default class SandboxRecordsController {
  async store({ bouncer, params, response, session }: HttpContext) {
    await bouncer.with(SendingDomainPolicy).authorize('update')
    const domain = await SendingDomain.query().where('id', params.sending_domain_id).firstOrFail()
    await publishInSandbox(domain)
    session.flash('success', 'The sandbox now pretends that the records are there')
    return response.redirect(`/admin/settings/sending-domains/${domain.id}`)
  }
}
