import Membership from '#identity/models/membership'
import { roles } from '#identity/roles'

/** Ids of the active members of the organization in context who have a permission. */
export async function staffWho(permission: string): Promise<string[]> {
  const members = await Membership.query().whereNull('suspendedAt')
  return members
    .filter((member) => roles().can(member.role, permission))
    .map((member) => member.userId)
}
