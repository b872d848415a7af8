import db from '@adonisjs/lucid/services/db'
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
import OwnershipOffered from '#identity/events/ownership_offered'
import OwnershipTransferred from '#identity/events/ownership_transferred'
import InvitationMail from '#identity/mails/invitation'
import OwnershipOfferMail from '#identity/mails/ownership_offer'
import OwnershipTransferredMail from '#identity/mails/ownership_transferred'
import Invitation from '#identity/models/invitation'
import Membership from '#identity/models/membership'
import Organization from '#identity/models/organization'
import OwnershipTransfer from '#identity/models/ownership_transfer'
import User from '#identity/models/user'
import { takenSeats } from '#identity/queries/seats'
import { roles } from '#identity/roles'
import type { Staff } from '#identity/staff'

const DAYS_TO_ACCEPT = 7

/** The people of an organization: who comes, who goes, who may what. Every verb holds the organization's lock. */
export class Team {
  constructor(readonly organization: Organization) {}

  /** Invites an address; an open invitation for it is withdrawn. Throws a Refusal at the seat limit. */
  invite(inviter: Staff, email: string, role: string): Promise<Invitation> {
    const address = normalizeEmail(email)
    refuseGreaterRole(inviter, role)
    return this.#locked(async (trx) => {
      const user = await User.query({ client: trx }).where('emailNorm', address).first()
      if (user && (await this.#membershipOf(user.id, trx))) {
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
    return this.#locked(async (trx) => {
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
    return this.#locked(async (trx) => {
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
      const known = await this.#membershipOf(user.id, trx)
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
    return this.#locked(async (trx) => {
      const member = await this.#member(membershipId, trx)
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
    return this.#locked(async (trx) => {
      const member = await this.#member(membershipId, trx)
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
    return this.#locked(async (trx) => {
      const member = await this.#member(membershipId, trx)
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

  /** Offers the organization to another member, who has to accept. */
  offer(owner: Staff, membershipId: string): Promise<OwnershipTransfer> {
    return this.#locked(async (trx) => {
      const member = await this.#member(membershipId, trx)
      const offering = await this.#membershipOf(owner.user.id, trx)
      if (offering?.role !== 'owner' || member.userId === owner.user.id || !member.isActive) {
        throw new Refusal('The organization can be offered to another active member', {
          code: 'E_NOT_TRANSFERABLE',
          field: 'membershipId',
        })
      }
      await OwnershipTransfer.query({ client: trx })
        .whereNull('acceptedAt')
        .whereNull('cancelledAt')
        .update({ cancelled_at: clock.now().toSQL() })
      const transfer = await OwnershipTransfer.create(
        {
          fromUserId: owner.user.id,
          toUserId: member.userId,
          expiresAt: clock.now().plus({ days: DAYS_TO_ACCEPT }),
        },
        { client: trx }
      )
      await OwnershipOffered.record(
        {
          organizationId: this.organization.id,
          subjectId: this.organization.id,
          payload: { toUserId: member.userId },
        },
        trx
      )
      const heir = await User.findOrFail(member.userId, { client: trx })
      await OwnershipOfferMail.queue(
        {
          to: { email: heir.email, name: heir.fullName, userId: heir.id },
          organizationId: this.organization.id,
          payload: { transferId: transfer.id },
        },
        trx
      )
      return transfer
    })
  }

  /** The heir accepts: she owns, the former owner stays as admin, both are told. */
  acceptOwnership(heir: Staff): Promise<void> {
    return this.#locked(async (trx) => {
      const transfer = await this.#openTransfer(trx)
      if (!transfer?.isOpen || transfer.toUserId !== heir.user.id) {
        throw new Refusal('There is no offer for you, or it is too old', {
          code: 'E_NO_OFFER',
          status: 410,
        })
      }
      const former = await this.#membershipOf(transfer.fromUserId, trx)
      const own = await this.#membershipOf(heir.user.id, trx)
      if (!own?.isActive || former?.role !== 'owner')
        throw new Refusal('The offer does not hold any more', { code: 'E_NO_OFFER', status: 410 })
      await transfer.useTransaction(trx).merge({ acceptedAt: clock.now() }).save()
      await own.merge({ role: 'owner' }).save()
      await former.merge({ role: 'admin' }).save()
      await OwnershipTransferred.record(
        {
          organizationId: this.organization.id,
          subjectId: this.organization.id,
          payload: { fromUserId: transfer.fromUserId, toUserId: heir.user.id },
        },
        trx
      )
      for (const userId of [transfer.fromUserId, transfer.toUserId]) {
        const user = await User.findOrFail(userId, { client: trx })
        await OwnershipTransferredMail.queue(
          {
            to: { email: user.email, name: user.fullName, userId },
            organizationId: this.organization.id,
            payload: { transferId: transfer.id },
          },
          trx
        )
      }
    })
  }

  /** Takes the offer back, or declines it. */
  cancelOffer(actor: Staff): Promise<void> {
    return this.#locked(async (trx) => {
      const transfer = await this.#openTransfer(trx)
      if (!transfer || ![transfer.fromUserId, transfer.toUserId].includes(actor.user.id)) {
        throw new Refusal('There is no open offer of yours', { code: 'E_NO_OFFER', status: 410 })
      }
      await transfer.useTransaction(trx).merge({ cancelledAt: clock.now() }).save()
    })
  }

  #locked<T>(fn: (trx: TransactionClientContract) => Promise<T>): Promise<T> {
    return Tenant.run(this.organization.id, () =>
      db.transaction(async (trx) => {
        await Organization.query({ client: trx })
          .where('id', this.organization.id)
          .forUpdate()
          .firstOrFail()
        return fn(trx)
      })
    )
  }

  #openTransfer(trx: TransactionClientContract): Promise<OwnershipTransfer | null> {
    return OwnershipTransfer.query({ client: trx })
      .whereNull('acceptedAt')
      .whereNull('cancelledAt')
      .forUpdate()
      .first()
  }

  #member(id: string, trx: TransactionClientContract): Promise<Membership> {
    return Membership.query({ client: trx }).where('id', id).forUpdate().firstOrFail()
  }

  #membershipOf(userId: string, trx: TransactionClientContract): Promise<Membership | null> {
    return Membership.query({ client: trx }).where('userId', userId).first()
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
