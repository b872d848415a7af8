import type { HttpContext } from '@adonisjs/core/http'
import { shownContent } from '#messaging/messages/shown_content'
import MessagePolicy from '#messaging/messages/policies/message_policy'
import { answerWithMail } from '#messaging/templates/mail_answer'

export default class ContentsController {
  /** What a message says, while it waits to leave, as a page of its own, for frames: nothing in it runs. */
  async show({ bouncer, params, response }: HttpContext) {
    await bouncer.with(MessagePolicy).authorize('read')
    answerWithMail(response, await shownContent(params.message_id))
    response.header('Cache-Control', 'no-store')
  }
}
