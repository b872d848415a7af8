import { setTimeout as wait } from 'node:timers/promises'
import type { HttpContext } from '@adonisjs/core/http'
import { normalizeEmail } from '#core/email_address'
import { rateLimit } from '#core/http/rate_limit'
import { mailPortalLink } from '#access/portal/portal_links'
import { portalLinkValidator } from '#access/validators/portal'

/** An answer takes this long whether the address is known or not. */
const ANSWER_MS = 150

export default class PortalLinkRequestsController {
  async store(ctx: HttpContext) {
    const { email } = await ctx.request.validateUsing(portalLinkValidator)
    await rateLimit.consume(ctx, [
      rateLimit.byAddress(ctx, { name: 'portal-link-address', requests: 20, per: '15 minutes' }),
      {
        name: 'portal-link',
        key: `${ctx.organization.id}:${normalizeEmail(email)}`,
        requests: 4,
        per: '15 minutes',
      },
    ])
    await Promise.all([mailPortalLink(email), wait(ANSWER_MS)])
    ctx.session.flash('portalLinkSent', true)
    return ctx.response.redirect('/learn/login')
  }
}
