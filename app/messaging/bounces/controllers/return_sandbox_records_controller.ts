import type { HttpContext } from '@adonisjs/core/http'
import { publishReturnInSandbox } from '#messaging/bounces/sandbox_return'
import BounceMailbox from '#messaging/models/bounce_mailbox'
import BounceMailboxPolicy from '#messaging/policies/bounce_mailbox_policy'

/** Evaluation alone: the sandbox's DNS says what the return domain's records should. */
export default class ReturnSandboxRecordsController {
  async store({ bouncer, response, session }: HttpContext) {
    await bouncer.with(BounceMailboxPolicy).authorize('update')
    await publishReturnInSandbox(await BounceMailbox.query().firstOrFail())
    session.flash('success', 'The sandbox now pretends that the records are there')
    return response.redirect('/admin/settings/bounces')
  }
}
