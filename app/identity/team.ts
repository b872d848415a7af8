import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { hashToken } from '#core/crypto/tokens'
import { normalizeEmail } from '#core/email_address'
import { Refusal } from '#core/http/refusal'
import { Limits } from '#core/limits/limits'
import { endStreams } from '#core/live/broadcast'
import { Tenant } from '#core/tenancy/tenant'
import InvitationAccepted from '#identity/events/invitation_accepted'
import InvitationRevoked from '#identity/events/invitation_revoked'
import InvitationSent from '#identity/events/invitation_sent'
import MemberJoined from '#identity/events/member_joined'
import MemberLeft from '#identity/events/member_left'
import MemberRoleChanged from '#identity/events/member_role_changed'
import MemberSuspended from '#identity/events/member_suspended'
import InvitationMail from '#identity/mails/invitation'
import Invitation from '#identity/models/invitation'
import Membership from '#identity/models/membership'
import Organization from '#identity/models/organization'
import OwnershipTransfer from '#identity/models/ownership_transfer'
import User from '#identity/models/user'
import { takenSeats } from '#identity/queries/seats'
import { roles } from '#identity/roles'
import { Roster } from '#identity/roster'
import type { Staff } from '#identity/staff'

const DAYS_TO_ACCEPT = 7

/** The people of an organization: who comes, who goes, who may what. */
export class Team extends Roster {
  /** Invites an address; an open invitation for it is withdrawn. Throws a Refusal at the seat limit. */
  invite(inviter: Staff, email: string, role: string): Promise<Invitation> {
    const address = normalizeEmail(email)
    refuseGreaterRole(inviter, role)
    return this.locked(async (trx) => {
      const user = await User.query({ client: trx }).where('emailNorm', address).first()
      if (user && (await this.membershipOf(user.id, trx))) {
        throw new Refusal('This person is a member already', {
          code: 'E_ALREADY_MEMBER',
          field: 'email',
        })
      }
      await Invitation.query({ client: trx })
        .where('emailNorm', address)
        .whereNull('acceptedAt')
        .whereNull('revokedAt')
        .update({ revoked_at: clock.now().toSQL() })
      await this.#refuseWithoutSeat(trx)
      const invitation = await Invitation.create(
        {
          email: email.trim(),
          emailNorm: address,
          role,
          invitedBy: inviter.user.id,
          expiresAt: clock.now().plus({ days: DAYS_TO_ACCEPT }),
        },
        { client: trx }
      )
      await InvitationSent.record(
        {
          organizationId: this.organization.id,
          subjectId: invitation.id,
          payload: { email: address, role },
        },
        trx
      )
      await InvitationMail.queue(
        {
          to: { email: address },
          organizationId: this.organization.id,
          payload: { invitationId: invitation.id },
        },
        trx
      )
      return invitation
    })
  }

  /** Withdraws an open invitation. Throws a Refusal for one that was accepted or withdrawn meanwhile. */
  revoke(invitationId: string): Promise<void> {
    return this.locked(async (trx) => {
      const invitation = await Invitation.query({ client: trx })
        .where('id', invitationId)
        .forUpdate()
        .firstOrFail()
      if (invitation.acceptedAt || invitation.revokedAt)
        throw new Refusal('This invitation is used or withdrawn already', {
          code: 'E_INVITATION',
          status: 409,
        })
      await invitation.merge({ revokedAt: clock.now() }).save()
      await InvitationRevoked.record(
        {
          organizationId: this.organization.id,
          subjectId: invitation.id,
          payload: { email: invitation.emailNorm },
        },
        trx
      )
    })
  }

  /** Makes `user` a member by an invitation for her own, verified address. Throws a Refusal otherwise. */
  accept(token: string, user: User): Promise<Membership> {
    return this.locked(async (trx) => {
      const invitation = await Invitation.query({ client: trx })
        .where('tokenHash', hashToken(token))
        .forUpdate()
        .first()
      if (!invitation?.isPending)
        throw new Refusal('This invitation is used, withdrawn or too old', {
          code: 'E_INVITATION',
          status: 410,
        })
      if (invitation.emailNorm !== user.emailNorm || !user.isVerified) {
        throw new Refusal(`This invitation is for ${invitation.email}. Log in with that address.`, {
          code: 'E_OTHER_ADDRESS',
          status: 403,
        })
      }
      await this.#refuseWithoutSeat(trx, { isInvited: true })
      await invitation
        .useTransaction(trx)
        .merge({ acceptedAt: clock.now(), acceptedBy: user.id })
        .save()
      const known = await this.membershipOf(user.id, trx)
      if (known) return known
      const membership = await Membership.create(
        { userId: user.id, role: invitation.role },
        { client: trx }
      )
      const payload = { userId: user.id, role: invitation.role }
      await InvitationAccepted.record(
        { organizationId: this.organization.id, subjectId: invitation.id, payload },
        trx
      )
      await MemberJoined.record(
        { organizationId: this.organization.id, subjectId: membership.id, payload },
        trx
      )
      return membership
    })
  }

  /** Changes a role. Nobody changes the owner's, or hands out more than she has. */
  changeRole(actor: Staff, membershipId: string, role: string): Promise<void> {
    refuseGreaterRole(actor, role)
    return this.locked(async (trx) => {
      const member = await this.member(membershipId, trx)
      this.#refuseGreaterMember(actor, member)
      const from = member.role
      if (from === role) return
      if (from === 'owner') await this.#refuseLastOwner(trx)
      await member.merge({ role }).save()
      // Her pages connect again, to the channels of her new role.
      await endStreams(member.userId, trx)
      await MemberRoleChanged.record(
        {
          organizationId: this.organization.id,
          subjectId: member.id,
          payload: { userId: member.userId, from, to: role },
        },
        trx
      )
    })
  }

  suspend(actor: Staff, membershipId: string, suspended: boolean): Promise<void> {
    return this.locked(async (trx) => {
      const member = await this.member(membershipId, trx)
      this.#refuseGreaterMember(actor, member)
      if (member.isActive !== suspended) return
      if (member.role === 'owner' && suspended) await this.#refuseLastOwner(trx)
      if (!suspended) await this.#refuseWithoutSeat(trx)
      await member.merge({ suspendedAt: suspended ? clock.now() : null }).save()
      if (suspended) await this.#cutOff(member, trx)
      await MemberSuspended.record(
        {
          organizationId: this.organization.id,
          subjectId: member.id,
          payload: { userId: member.userId, suspended },
        },
        trx
      )
    })
  }

  /** Ends a membership, one's own or another's. The last owner stays. */
  remove(actor: Staff, membershipId: string): Promise<void> {
    return this.locked(async (trx) => {
      const member = await this.member(membershipId, trx)
      const isSelf = member.userId === actor.user.id
      if (!isSelf) this.#refuseGreaterMember(actor, member)
      if (member.role === 'owner') await this.#refuseLastOwner(trx)
      await member.delete()
      await this.#cutOff(member, trx)
      await MemberLeft.record(
        {
          organizationId: this.organization.id,
          subjectId: member.id,
          payload: { userId: member.userId, removed: !isSelf },
        },
        trx
      )
    })
  }

  #refuseGreaterMember(actor: Staff, member: Membership): void {
    if (!roles().covers(actor.role, member.role)) {
      throw new Refusal('This member may more than you do', { code: 'E_GREATER_ROLE', status: 403 })
    }
  }

  async #refuseLastOwner(trx: TransactionClientContract): Promise<void> {
    const owners = await Membership.query({ client: trx })
      .where('role', 'owner')
      .whereNull('suspendedAt')
    if (owners.length <= 1) {
      throw new Refusal('An organization needs an owner. Transfer the ownership first.', {
        code: 'E_LAST_OWNER',
      })
    }
  }

  async #refuseWithoutSeat(
    trx: TransactionClientContract,
    { isInvited = false } = {}
  ): Promise<void> {
    const { members, invited } = await takenSeats(this.organization.id, trx)
    // An invitation held its seat from the start; where the limit shrank since, the first come.
    await Limits.check('members', isInvited ? members : members + invited, trx)
  }

  /** Who goes loses her live streams, and an offer of the organization to her ends. */
  async #cutOff(member: Membership, trx: TransactionClientContract): Promise<void> {
    await endStreams(member.userId, trx)
    await OwnershipTransfer.query({ client: trx })
      .where('toUserId', member.userId)
      .whereNull('acceptedAt')
      .whereNull('cancelledAt')
      .update({ cancelled_at: clock.now().toSQL() })
  }
}

/** The organization that an invitation is for, for its page and its acceptance. */
export async function invitationBehind(
  token: string
): Promise<{ invitation: Invitation; organization: Organization } | null> {
  const invitation = await Tenant.unscoped('invitation', () =>
    Invitation.query().where('tokenHash', hashToken(token)).first()
  )
  if (!invitation?.isPending) return null
  return { invitation, organization: await Organization.findOrFail(invitation.organizationId) }
}

function refuseGreaterRole(actor: Staff, role: string): void {
  if (!roles().has(role) || role === 'owner' || !roles().covers(actor.role, role)) {
    throw new Refusal('You cannot hand out this role', { code: 'E_GREATER_ROLE', field: 'role' })
  }
}
