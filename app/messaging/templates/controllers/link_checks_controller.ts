import type { HttpContext } from '@adonisjs/core/http'
import { rateLimit } from '#core/http/rate_limit'
import { askLinks } from '#messaging/templates/check/ask_links'
import MailTemplatePolicy from '#messaging/templates/policies/mail_template_policy'
import { linksValidator } from '#messaging/templates/validators/template'

export default class LinkChecksController {
  /** Asks whether pages are there, for the panel of checks. */
  async store(ctx: HttpContext) {
    await ctx.bouncer.with(MailTemplatePolicy).authorize('update')
    const { urls } = await ctx.request.validateUsing(linksValidator)
    await rateLimit.consume(ctx, [
      { name: 'link-checks', key: ctx.staff.user.id, requests: 60, per: '10 minutes' },
    ])
    return { links: await askLinks(urls) }
  }
}
