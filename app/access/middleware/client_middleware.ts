import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { Context } from '#core/context'
import { INTENDED } from '#identity/login'
import Contact from '#crm/models/contact'
import { portalSessionOf } from '#access/portal/portal_session'

declare module '@adonisjs/core/http' {
  export interface HttpContext {
    /** Set by client(): the person of the portal. */
    client: { contact: Contact; viaLink: boolean }
  }
}

/**
 * The person of the portal, on an organization's site: a portal session, which
 * the person asked for last, else a logged-in user with a contact of the same
 * verified address. Everybody else is asked who they are.
 */
export default class ClientMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const client = await clientOf(ctx)
    ctx.response.header('Cache-Control', 'private, no-store')
    if (!client) return this.#ask(ctx)
    ctx.client = client
    Context.amend({ actor: { type: 'client', id: client.contact.id } })
    return next()
  }

  #ask(ctx: HttpContext) {
    const { request, response, session } = ctx
    if (request.method() === 'GET') session.put(INTENDED, request.url(true))
    if (request.accepts(['html', 'json']) === 'json' && !request.header('x-inertia')) {
      return response.unauthorized({ title: 'Log in first', status: 401 })
    }
    return response.redirect('/learn/login')
  }
}

/** Who this browser is on this site, or null. */
export async function clientOf(ctx: HttpContext): Promise<HttpContext['client'] | null> {
  const portal = await portalSessionOf(ctx)
  if (portal) return { contact: portal.contact, viaLink: true }
  const user = ctx.auth.use('web').user
  if (!user?.isVerified) return null
  const contact = await Contact.ofAddress(user.emailNorm)
  return contact ? { contact, viaLink: false } : null
}
