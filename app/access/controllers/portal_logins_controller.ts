import type { HttpContext } from '@adonisjs/core/http'
import { clientOf } from '#access/middleware/client_middleware'
import { closePortal } from '#access/portal/portal_session'

export default class PortalLoginsController {
  /** How to get in: by password, or by a link that is mailed. */
  async create(ctx: HttpContext) {
    if (await clientOf(ctx)) return ctx.response.redirect('/learn')
    ctx.response.header('Cache-Control', 'private, no-store')
    return ctx.inertia.render('access/auth/login', {
      school: ctx.organization.name,
      isLoggedIn: ctx.auth.use('web').user !== undefined,
      wasSent: ctx.session.flashMessages.has('portalLinkSent'),
    })
  }

  /** Leaves the portal; who is logged in with a password logs out by /logout. */
  async destroy(ctx: HttpContext) {
    await closePortal(ctx)
    ctx.inertia.clearHistory()
    return ctx.response.redirect('/learn/login')
  }
}
