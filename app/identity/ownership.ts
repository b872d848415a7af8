import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { Refusal } from '#core/http/refusal'
import OwnershipOffered from '#identity/events/ownership_offered'
import OwnershipTransferred from '#identity/events/ownership_transferred'
import OwnershipOfferMail from '#identity/mails/ownership_offer'
import OwnershipTransferredMail from '#identity/mails/ownership_transferred'
import OwnershipTransfer from '#identity/models/ownership_transfer'
import User from '#identity/models/user'
import { Roster } from '#identity/roster'
import type { Staff } from '#identity/staff'

const DAYS_TO_ACCEPT = 7

/** Whose an organization is, and how it becomes another's. */
export class Ownership extends Roster {
  /** Offers the organization to another member, who has to accept. */
  offer(owner: Staff, membershipId: string): Promise<OwnershipTransfer> {
    return this.locked(async (trx) => {
      const member = await this.member(membershipId, trx)
      const offering = await this.membershipOf(owner.user.id, trx)
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
  accept(heir: Staff): Promise<void> {
    return this.locked(async (trx) => {
      const transfer = await this.#openTransfer(trx)
      if (!transfer?.isOpen || transfer.toUserId !== heir.user.id) {
        throw new Refusal('There is no offer for you, or it is too old', {
          code: 'E_NO_OFFER',
          status: 410,
        })
      }
      const former = await this.membershipOf(transfer.fromUserId, trx)
      const own = await this.membershipOf(heir.user.id, trx)
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
  cancel(actor: Staff): Promise<void> {
    return this.locked(async (trx) => {
      const transfer = await this.#openTransfer(trx)
      if (!transfer || ![transfer.fromUserId, transfer.toUserId].includes(actor.user.id)) {
        throw new Refusal('There is no open offer of yours', { code: 'E_NO_OFFER', status: 410 })
      }
      await transfer.useTransaction(trx).merge({ cancelledAt: clock.now() }).save()
    })
  }

  #openTransfer(trx: TransactionClientContract): Promise<OwnershipTransfer | null> {
    return OwnershipTransfer.query({ client: trx })
      .whereNull('acceptedAt')
      .whereNull('cancelledAt')
      .forUpdate()
      .first()
  }
}
