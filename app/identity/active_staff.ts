import type { HttpContext } from '@adonisjs/core/http'
import { Tenant } from '#core/tenancy/tenant'
import Membership from '#identity/models/membership'
import { Staff } from '#identity/staff'

export const ACTIVE_ORGANIZATION = 'organization_id'

/**
 * The logged-in user as staff of the session's organization, else of the first
 * that she is an active member of. Null for somebody without any.
 */
export async function activeStaff({ auth, session }: HttpContext): Promise<Staff | null> {
  const user = auth.use('web').user!
  const memberships = await membershipsOf(user.id)
  const chosen = session.get(ACTIVE_ORGANIZATION)
  const membership =
    memberships.find((one) => one.organizationId === chosen) ?? memberships[0] ?? null
  if (!membership) return null
  if (membership.organizationId !== chosen)
    session.put(ACTIVE_ORGANIZATION, membership.organizationId)
  return new Staff(user, membership, membership.organization)
}

/** Active memberships of a user in living organizations, the oldest first. */
export function membershipsOf(userId: string): Promise<Membership[]> {
  return Tenant.unscoped('switcher', () =>
    Membership.query()
      .where('userId', userId)
      .whereNull('suspendedAt')
      .whereHas('organization', (organization) => void organization.whereNull('deleted_at'))
      .preload('organization')
      .orderBy('createdAt')
  )
}
