import { clock } from '#core/clock/clock'
import Invitation from '#identity/models/invitation'
import Membership from '#identity/models/membership'
import OwnershipTransfer from '#identity/models/ownership_transfer'
import { roles } from '#identity/roles'
import type { Staff } from '#identity/staff'

/** Props of the members page. */
export async function teamPage(staff: Staff) {
  const [members, invitations, transfer] = await Promise.all([
    Membership.query().preload('user').orderBy('createdAt'),
    Invitation.query().whereNull('acceptedAt').whereNull('revokedAt').orderBy('createdAt', 'desc'),
    OwnershipTransfer.query().whereNull('acceptedAt').whereNull('cancelledAt').first(),
  ])
  return {
    members: members.map(({ id, user, role, suspendedAt, createdAt }) => ({
      id,
      name: user.fullName,
      email: user.email,
      initials: user.initials,
      role,
      isSuspended: suspendedAt !== null,
      isSelf: user.id === staff.user.id,
      joinedAt: createdAt.toISO(),
    })),
    invitations: invitations.map(({ id, email, role, expiresAt }) => ({
      id,
      email,
      role,
      expiresAt: expiresAt.toISO(),
      isExpired: expiresAt < clock.now(),
    })),
    roles: roles()
      .all()
      .map(({ key, label, description }) => ({
        key,
        label,
        description,
        canGrant: key !== 'owner' && roles().covers(staff.role, key),
      })),
    offer: transfer?.isOpen
      ? {
          isForMe: transfer.toUserId === staff.user.id,
          isMine: transfer.fromUserId === staff.user.id,
        }
      : null,
    can: {
      invite: staff.can('members:invite'),
      update: staff.can('members:update'),
      remove: staff.can('members:remove'),
      transfer: staff.role === 'owner',
    },
  }
}
