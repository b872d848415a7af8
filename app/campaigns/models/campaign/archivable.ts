import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { Refusal } from '#core/http/refusal'
import { forgetArchive } from '#campaigns/archive'
import type { Transitioning } from '#campaigns/models/campaign/transitioning'
import type { CampaignSchema } from '#database/schema'

type Base = NormalizeConstructor<typeof CampaignSchema> & ReturnType<typeof Transitioning>

/** Putting campaigns away, and showing those that were sent on the site. */
export function Archivable<T extends Base>(superclass: T) {
  return class ArchivableCampaign extends superclass {
    /** Deletes what was never sent. Throws Refusal (409) for the others: their report and ledger stay. */
    async discard(): Promise<void> {
      await db.transaction(async (trx) => {
        const { default: Campaign } = await import('#campaigns/models/campaign')
        const row = await Campaign.locked(this.id, trx)
        if (row.launchedAt) {
          throw new Refusal('What was sent cannot be deleted. Archive it instead.', {
            code: 'E_CAMPAIGN_SENT',
            status: 409,
          })
        }
        await row.delete()
      })
    }

    /** Takes it out of the list. Throws Refusal (409) while it is on its way. */
    async archive(): Promise<void> {
      if (['sending', 'paused', 'scheduled'].includes(this.state)) {
        throw new Refusal('It is on its way. Cancel it first.', {
          code: 'E_CAMPAIGN_STATE',
          status: 409,
        })
      }
      this.archivedAt = clock.now()
      await this.save()
    }

    async restore(): Promise<void> {
      this.archivedAt = null
      await this.save()
    }

    /** Whether the site's archive of letters shows it. */
    async showInArchive(isPublic: boolean): Promise<void> {
      await db.transaction(async (trx) => {
        this.isPublic = isPublic
        await this.useTransaction(trx).save()
        forgetArchive(trx)
      })
    }
  }
}
