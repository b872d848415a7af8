import type { HttpContext } from '@adonisjs/core/http'
import { rateLimit } from '#core/http/rate_limit'
import MailTemplate from '#messaging/templates/models/mail_template'
import MailTemplatePolicy from '#messaging/templates/policies/mail_template_policy'
import { sendTest } from '#messaging/templates/send_test'
import { testMailValidator } from '#messaging/templates/validators/template'

export default class TestsController {
  /** Sends the draft to people of the team; answers with how many it goes to. */
  async store(ctx: HttpContext) {
    const { bouncer, params, request, staff } = ctx
    const template = await MailTemplate.query().where('id', params.template_id).firstOrFail()
    const { to, contactId = null } = await request.validateUsing(testMailValidator)
    await bouncer.with(MailTemplatePolicy).authorize('update')
    if (contactId) await bouncer.with(MailTemplatePolicy).authorize('readAs')
    await rateLimit.consume(ctx, [
      { name: 'test-mails', key: staff.user.id, requests: 20, per: '1 hour' },
    ])
    return { sent: await sendTest(template, { to, contactId }) }
  }
}
