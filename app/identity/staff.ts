import type Membership from '#identity/models/membership'
import type Organization from '#identity/models/organization'
import type User from '#identity/models/user'
import { roles } from '#identity/roles'

/** A user at work in an organization: what policies ask. */
export class Staff {
  constructor(
    readonly user: User,
    readonly membership: Membership,
    readonly organization: Organization
  ) {}

  get role(): string {
    return this.membership.role
  }

  /** Whether this person may, e.g. `staff.can('orders:refund')`. Throws for an undeclared permission. */
  can(permission: string): boolean {
    return roles().can(this.role, permission)
  }

  /** All that this person may. */
  get permissions(): string[] {
    return [...roles().get(this.role).permissions]
  }
}
