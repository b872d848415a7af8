import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Refusal } from '#core/http/refusal'
import { Tenant } from '#core/tenancy/tenant'
import type { CampaignSchema } from '#database/schema'
import type { CampaignEvent } from '#campaigns/events/campaign_event'
import { CAMPAIGN_LIFECYCLE, type CampaignState } from '#campaigns/models/campaign/lifecycle'
import { tellStaff } from '#identity/staff_channels'

type Fact = typeof CampaignEvent & { type: string }

/** How a campaign goes from state to state: under its row's lock, with the fact recorded in the same transaction. */
export function Transitioning<T extends NormalizeConstructor<typeof CampaignSchema>>(
  superclass: T
) {
  return class TransitioningCampaign extends superclass {
    /** The row as it stands now, locked until the end of the transaction. Throws a 404 when it is gone. */
    static async locked<M extends T>(
      this: M,
      id: string,
      trx: TransactionClientContract
    ): Promise<InstanceType<M>> {
      const row = await this.query({ client: trx }).where('id', id).forUpdate().firstOrFail()
      return row.useTransaction(trx) as InstanceType<M>
    }

    /** Throws Refusal (409) for a way that is not there. The row has to be locked. */
    async transitionTo(
      state: CampaignState,
      fact: Fact,
      trx: TransactionClientContract,
      note?: string
    ): Promise<void> {
      if (!CAMPAIGN_LIFECYCLE[this.state as CampaignState].includes(state)) {
        throw new Refusal(`A campaign that is ${words(this.state)} cannot be ${words(state)}.`, {
          code: 'E_CAMPAIGN_STATE',
          status: 409,
        })
      }
      this.state = state
      await this.useTransaction(trx).save()
      await this.tell(fact, trx, note)
    }

    async tell(fact: Fact, trx: TransactionClientContract, note?: string): Promise<void> {
      await fact.record(
        {
          organizationId: Tenant.id(),
          subjectId: this.id,
          payload: { name: this.name, ...(note ? { note } : {}) },
        },
        trx
      )
      await tellStaff('campaigns', this.id, trx)
    }
  }
}

const words = (state: string) => state.replaceAll('_', ' ')
