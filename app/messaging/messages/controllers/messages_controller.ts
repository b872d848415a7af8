import type { HttpContext } from '@adonisjs/core/http'
import { listProps, messageProps } from '#messaging/messages/pages'
import MessagePolicy from '#messaging/messages/policies/message_policy'
import { messageFiltersValidator } from '#messaging/messages/validators'

/** What programs sent to one person each. */
export default class MessagesController {
  async index({ bouncer, inertia, request, staff }: HttpContext) {
    await bouncer.with(MessagePolicy).authorize('read')
    const { q, state, cursor } = await request.validateUsing(messageFiltersValidator)
    const filters = { q: q || null, state: state ?? null }
    return inertia.render('messaging/messages/index', await listProps(filters, cursor, staff))
  }

  async show({ bouncer, inertia, params, staff }: HttpContext) {
    await bouncer.with(MessagePolicy).authorize('read')
    return inertia.render('messaging/messages/show', await messageProps(params.id, staff))
  }
}
