import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import type { MailTemplateSchema } from '#database/schema'
import TemplateArchived from '#messaging/events/template_archived'
import TemplateRestored from '#messaging/events/template_restored'
import { told } from '#messaging/templates/models/mail_template/told'

/** Putting a template away: it is not offered any more, and what names it keeps it. */
export function Archivable<T extends NormalizeConstructor<typeof MailTemplateSchema>>(
  superclass: T
) {
  return class ArchivableTemplate extends superclass {
    get isArchived(): boolean {
      return this.archivedAt !== null
    }

    async archive(): Promise<void> {
      if (this.archivedAt) return
      this.archivedAt = clock.now()
      await db.transaction(async (trx) => {
        await this.useTransaction(trx).save()
        await TemplateArchived.record(told(this), trx)
      })
    }

    async bringBack(): Promise<void> {
      if (!this.archivedAt) return
      this.archivedAt = null
      await db.transaction(async (trx) => {
        await this.useTransaction(trx).save()
        await TemplateRestored.record(told(this), trx)
      })
    }
  }
}
