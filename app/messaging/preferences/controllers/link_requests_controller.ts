import { setTimeout as wait } from 'node:timers/promises'
import type { HttpContext } from '@adonisjs/core/http'
import { normalizeEmail } from '#core/email_address'
import { rateLimit } from '#core/http/rate_limit'
import { mailPreferencesLink } from '#messaging/preferences/link_mail'
import { renderLost } from '#messaging/preferences/lost_link'
import { linkRequestValidator } from '#messaging/preferences/validators'

/** An answer takes this long whether the address is known or not. */
const ANSWER_MS = 150

/** For readers without a link at hand: their address gets one. */
export default class LinkRequestsController {
  async show(ctx: HttpContext) {
    return renderLost(ctx, { wasSent: ctx.request.qs().sent !== undefined })
  }

  async store(ctx: HttpContext) {
    const { request, response, organization } = ctx
    const [error, given] = await request.tryValidateUsing(linkRequestValidator)
    if (error) {
      const email = String(request.input('email') ?? '').slice(0, 254)
      return renderLost(ctx, { status: 422, email, error: 'Enter a valid e-mail address' })
    }
    await rateLimit.consume(ctx, [
      rateLimit.byAddress(ctx, { name: 'preferences-address', requests: 20, per: '15 minutes' }),
      {
        name: 'preferences-link',
        key: `${organization.id}:${normalizeEmail(given.email)}`,
        requests: 3,
        per: '15 minutes',
      },
    ])
    await Promise.all([mailPreferencesLink(given.email), wait(ANSWER_MS)])
    return response.status(303).header('Location', '/u?sent')
  }
}
