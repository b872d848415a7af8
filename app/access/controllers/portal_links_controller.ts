import type { HttpContext } from '@adonisjs/core/http'
import { rateLimit } from '#core/http/rate_limit'
import { INTENDED } from '#identity/login'
import PortalLink from '#access/models/portal_link'
import { openPortal } from '#access/portal/portal_session'

export default class PortalLinksController {
  /** Shows a button: programs that open the links of a mail must not use this one up. */
  async show({ inertia, organization, params, response }: HttpContext) {
    const link = await PortalLink.usable(params.token)
    response.header('Cache-Control', 'private, no-store').header('Referrer-Policy', 'no-referrer')
    if (!link) response.status(410)
    return inertia.render('access/auth/link', {
      school: organization.name,
      token: link ? String(params.token) : null,
    })
  }

  async store(ctx: HttpContext) {
    await rateLimit.consume(ctx, [
      rateLimit.byAddress(ctx, { name: 'portal-open', requests: 60, per: '15 minutes' }),
    ])
    const link = await PortalLink.consume(ctx.params.token)
    if (!link) return ctx.response.redirect(`/learn/links/${ctx.params.token}`)
    const intended = ctx.session.pull(INTENDED)
    await openPortal(ctx, { contactId: link.contactId, link })
    ctx.inertia.clearHistory()
    return ctx.response.redirect(isPortalPath(intended) ? intended : '/learn')
  }
}

function isPortalPath(url: unknown): url is string {
  return (
    typeof url === 'string' && /^\/learn(\/|$|\?)/.test(url) && !/^\/learn\/(login|links)/.test(url)
  )
}
