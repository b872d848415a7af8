import { Exception } from '@adonisjs/core/exceptions'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { beginPublicPage, servePublicPage } from '#core/http/public_page'
import { Tenant } from '#core/tenancy/tenant'
import { hostOf, organizationOfHost } from '#identity/hosts'

/**
 * Finds the organization whose site this host shows, and serves its public pages
 * from memory where they are kept. An unknown host is a plain 404.
 */
export default class SiteMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    beginPublicPage(ctx)
    const organization = await organizationOfHost(hostOf(ctx.request.header('host')))
    if (!organization)
      throw new Exception('There is no site at this address', {
        status: 404,
        code: 'E_UNKNOWN_HOST',
      })
    ctx.organization = organization
    Tenant.enter(organization.id)
    return servePublicPage(ctx, next)
  }
}
