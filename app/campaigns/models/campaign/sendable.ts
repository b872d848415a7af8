import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { Refusal } from '#core/http/refusal'
import CampaignCancelled from '#campaigns/events/campaign_cancelled'
import CampaignFinished from '#campaigns/events/campaign_finished'
import CampaignPaused from '#campaigns/events/campaign_paused'
import CampaignResumed from '#campaigns/events/campaign_resumed'
import CampaignScheduled from '#campaigns/events/campaign_scheduled'
import type { Transitioning } from '#campaigns/models/campaign/transitioning'
import type { CampaignSchema } from '#database/schema'

type Base = NormalizeConstructor<typeof CampaignSchema> & ReturnType<typeof Transitioning>

/** What happens to a campaign on its way. Each verb needs the row's lock; its runs follow in launching.ts. */
export function Sendable<T extends Base>(superclass: T) {
  return class SendableCampaign extends superclass {
    /** Leaves it to the clock. Throws Refusal (422) without a moment. */
    async schedule(trx: TransactionClientContract): Promise<void> {
      if (!this.startsAt) {
        throw new Refusal('Choose a moment.', { code: 'E_CAMPAIGN_TIME', field: 'startsAt' })
      }
      await this.transitionTo('scheduled', CampaignScheduled, trx)
    }

    async pause(trx: TransactionClientContract): Promise<void> {
      await this.transitionTo('paused', CampaignPaused, trx)
    }

    async resume(trx: TransactionClientContract): Promise<void> {
      await this.transitionTo('sending', CampaignResumed, trx)
    }

    /** Ends it where it stands: who was not written to yet is not any more. */
    async cancel(trx: TransactionClientContract): Promise<void> {
      this.finishedAt = clock.now()
      await this.transitionTo('cancelled', CampaignCancelled, trx)
    }

    /** Mails per hour from now on; null for as fast as may be. */
    async changeRate(perHour: number | null, trx: TransactionClientContract): Promise<void> {
      this.perHour = perHour
      await this.useTransaction(trx).save()
    }

    async finish(trx: TransactionClientContract): Promise<void> {
      this.finishedAt = clock.now()
      await this.transitionTo('finished', CampaignFinished, trx)
    }
  }
}
