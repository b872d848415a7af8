import type { HttpContext } from '@adonisjs/core/http'
import { checkReturnDomain } from '#messaging/bounces/return_domain'
import BounceMailbox from '#messaging/models/bounce_mailbox'
import BounceMailboxPolicy from '#messaging/policies/bounce_mailbox_policy'

/** A look at the return domain's DNS, now. */
export default class ReturnDomainChecksController {
  async store({ bouncer, response, session }: HttpContext) {
    await bouncer.with(BounceMailboxPolicy).authorize('update')
    const { id } = await BounceMailbox.query().firstOrFail()
    const row = await checkReturnDomain(id)
    if (row?.isVerified && row.misses === 0) session.flash('success', 'The records are there')
    else session.flash('error', 'Not everything is there yet. DNS may take a while to tell.')
    return response.redirect('/admin/settings/bounces')
  }
}
