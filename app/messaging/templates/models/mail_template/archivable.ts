import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import { clock } from '#core/clock/clock'
import type { MailTemplateSchema } from '#database/schema'

/** Putting a template away: it is not offered any more, and what names it keeps it. */
export function Archivable<T extends NormalizeConstructor<typeof MailTemplateSchema>>(
  superclass: T
) {
  return class ArchivableTemplate extends superclass {
    get isArchived(): boolean {
      return this.archivedAt !== null
    }

    async archive(): Promise<void> {
      this.archivedAt ??= clock.now()
      await this.save()
    }

    async bringBack(): Promise<void> {
      this.archivedAt = null
      await this.save()
    }
  }
}
