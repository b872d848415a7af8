import type { HttpContext } from '@adonisjs/core/http'
import Sender from '#messaging/models/sender'
import SenderPolicy from '#messaging/policies/sender_policy'
import { makeDefault } from '#messaging/senders/senders'

/** The from-address that is taken where none is chosen. */
export default class DefaultSendersController {
  async update({ bouncer, params, response, session }: HttpContext) {
    await bouncer.with(SenderPolicy).authorize('update')
    const sender = await Sender.query().where('id', params.sender_id).firstOrFail()
    await makeDefault(sender)
    session.flash('success', `${sender.fromAddress} is the default now`)
    return response.redirect('/admin/settings/senders')
  }
}
