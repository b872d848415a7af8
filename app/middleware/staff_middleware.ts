import { Bouncer } from '@adonisjs/bouncer'
import { Exception } from '@adonisjs/core/exceptions'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { policies } from '#generated/policies'
import { Tenant } from '#core/tenancy/tenant'
import { activeStaff } from '#identity/active_staff'
import { hostOf, isAdminHost } from '#identity/hosts'
import type { Staff } from '#identity/staff'
import { askToLogIn } from '#identity/login'

/**
 * The staff of an organization: on the admin's hosts, logged in, with an active
 * membership of the session's organization. Somebody without any is asked to
 * create one.
 */
export default class StaffMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    if (!isAdminHost(hostOf(ctx.request.header('host')))) {
      throw new Exception('Not found', { status: 404, code: 'E_ROUTE_NOT_FOUND' })
    }
    if (!ctx.auth.user) return askToLogIn(ctx)
    const staff = await activeStaff(ctx)
    if (!staff) return ctx.response.redirect('/organizations/create')
    ctx.staff = staff
    ctx.organization = staff.organization
    ctx.membership = staff.membership
    Tenant.enter(staff.organization.id)
    ctx.bouncer = new Bouncer<Staff, undefined, typeof policies>(
      () => ctx.staff,
      undefined,
      policies
    ).setContainerResolver(ctx.containerResolver)
    return next()
  }
}
