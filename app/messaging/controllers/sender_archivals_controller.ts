import type { HttpContext } from '@adonisjs/core/http'
import Sender from '#messaging/models/sender'
import SenderPolicy from '#messaging/policies/sender_policy'
import { archiveSender, restoreSender } from '#messaging/senders/senders'

export default class SenderArchivalsController {
  async store({ bouncer, params, response, session }: HttpContext) {
    await bouncer.with(SenderPolicy).authorize('delete')
    const sender = await Sender.query().where('id', params.sender_id).firstOrFail()
    await archiveSender(sender)
    session.flash('success', `${sender.fromAddress} is put away`)
    return response.redirect('/admin/settings/senders')
  }

  async destroy({ bouncer, params, response, session }: HttpContext) {
    await bouncer.with(SenderPolicy).authorize('update')
    const sender = await Sender.query().where('id', params.sender_id).firstOrFail()
    await restoreSender(sender)
    session.flash('success', `${sender.fromAddress} is in use again`)
    return response.redirect('/admin/settings/senders')
  }
}
