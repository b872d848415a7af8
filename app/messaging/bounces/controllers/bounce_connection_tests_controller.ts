import type { HttpContext } from '@adonisjs/core/http'
import { testConnection } from '#messaging/bounces/connection_test'
import BounceMailbox from '#messaging/models/bounce_mailbox'
import BounceMailboxPolicy from '#messaging/policies/bounce_mailbox_policy'

/** A look into the mailbox that takes nothing in. */
export default class BounceConnectionTestsController {
  async store({ bouncer, response, session }: HttpContext) {
    await bouncer.with(BounceMailboxPolicy).authorize('update')
    const { isOk, says } = await testConnection(await BounceMailbox.query().firstOrFail())
    session.flash(isOk ? 'success' : 'error', says)
    return response.redirect('/admin/settings/bounces')
  }
}
