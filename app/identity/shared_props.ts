import type { HttpContext } from '@adonisjs/core/http'
import { membershipsOf } from '#identity/active_staff'
import { unreadNotifications } from '#identity/queries/unread_notifications'

/** What every page of the admin, the account and the portal knows. */
export async function sharedProps(ctx: Partial<HttpContext>) {
  const user = ctx.auth?.use('web').user ?? null
  const memberships = user && ctx.staff ? await membershipsOf(user.id) : []
  return {
    user: user
      ? {
          id: user.id,
          fullName: user.fullName,
          email: user.email,
          initials: user.initials,
          timeZone: user.timeZone,
        }
      : null,
    organization: ctx.organization
      ? {
          id: ctx.organization.id,
          name: ctx.organization.name,
          slug: ctx.organization.slug,
          brandColor: ctx.organization.brandColor,
          currency: ctx.organization.currency,
          locale: ctx.organization.locale,
          logoUrl: ctx.organization.logoFileId ? `/media/${ctx.organization.logoFileId}` : null,
        }
      : null,
    organizations: memberships.map(({ organization, role }) => ({
      id: organization.id,
      name: organization.name,
      role,
    })),
    permissions: ctx.staff?.permissions ?? [],
    role: ctx.staff?.role ?? null,
    unreadNotifications: user && ctx.staff ? await unreadNotifications(user.id) : 0,
  }
}
