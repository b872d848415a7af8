import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { Refusal } from '#core/http/refusal'
import CampaignApprovalRequested from '#campaigns/events/campaign_approval_requested'
import CampaignApproved from '#campaigns/events/campaign_approved'
import CampaignRefused from '#campaigns/events/campaign_refused'
import CampaignReopened from '#campaigns/events/campaign_reopened'
import CampaignApproval from '#campaigns/models/campaign_approval'
import type { Transitioning } from '#campaigns/models/campaign/transitioning'
import type { CampaignSchema } from '#database/schema'

type Base = NormalizeConstructor<typeof CampaignSchema> & ReturnType<typeof Transitioning>

/** Somebody else's yes before it is sent. Each verb needs the row's lock. */
export function Approvable<T extends Base>(superclass: T) {
  return class ApprovableCampaign extends superclass {
    async requestApproval(userId: string | null, trx: TransactionClientContract): Promise<void> {
      await this.transitionTo('awaiting_approval', CampaignApprovalRequested, trx)
      await CampaignApproval.create(
        { campaignId: this.id, requestedById: userId, requestedAt: clock.now() },
        { client: trx }
      )
    }

    async approve(
      { userId, note }: { userId: string; note?: string | null },
      trx: TransactionClientContract
    ): Promise<void> {
      await this.transitionTo('approved', CampaignApproved, trx, note ?? undefined)
      await this.answer('approved', userId, note, trx)
    }

    async refuseApproval(
      { userId, note }: { userId: string; note?: string | null },
      trx: TransactionClientContract
    ): Promise<void> {
      if (this.state !== 'awaiting_approval') throw notAsked()
      await this.transitionTo('draft', CampaignRefused, trx, note ?? undefined)
      await this.answer('refused', userId, note, trx)
    }

    /** A draft again, to be changed: an approval or a date that it had is gone. */
    async reopen(userId: string | null, trx: TransactionClientContract): Promise<void> {
      const wasAsked = this.state === 'awaiting_approval'
      await this.transitionTo('draft', CampaignReopened, trx)
      if (wasAsked) await this.answer('withdrawn', userId, null, trx)
    }

    async answer(
      decision: 'approved' | 'refused' | 'withdrawn',
      userId: string | null,
      note: string | null | undefined,
      trx: TransactionClientContract
    ): Promise<void> {
      const open = await CampaignApproval.query({ client: trx })
        .where('campaignId', this.id)
        .whereNull('decision')
        .first()
      if (!open) return
      Object.assign(open, {
        decision,
        decidedById: userId,
        decidedAt: clock.now(),
        note: note ?? null,
      })
      await open.save()
    }
  }
}

const notAsked = () =>
  new Refusal('Nobody asks for the approval of this campaign any more.', {
    code: 'E_CAMPAIGN_STATE',
    status: 409,
  })
