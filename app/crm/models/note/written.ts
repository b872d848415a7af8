import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import type { Fact } from '#core/events/domain_event'
import { Refusal } from '#core/http/refusal'
import { cleanRichText, plainText } from '#core/rich_text'
import { Tenant } from '#core/tenancy/tenant'
import NoteAdded from '#crm/events/note_added'
import NoteDeleted from '#crm/events/note_deleted'
import type { NoteFacts } from '#crm/events/note_event'
import NoteUpdated from '#crm/events/note_updated'
import { linksOf, NOTE_LINKS, requireTargets, writeLinks } from '#crm/queries/target_links'
import type { Target } from '#crm/targets'
import type { NoteSchema } from '#database/schema'

type Telling = {
  tellMentioned(
    userId: string | null,
    links: Target[],
    trx: TransactionClientContract
  ): Promise<void>
}

/** Writing notes, editing, pinning and deleting them. */
export function Written<
  T extends NormalizeConstructor<typeof NoteSchema> & (new (...args: any[]) => Telling), // eslint-disable-line @typescript-eslint/no-explicit-any -- TypeScript wants any[] of a mixin's constructor
>(superclass: T) {
  class WrittenNote extends superclass {
    /** Writes a note on at least one record. Throws Refusal for an empty one and for records of others. */
    static async write<M extends typeof WrittenNote>(
      this: M,
      { bodyHtml, links }: { bodyHtml: string; links: Target[] },
      authorId: string | null,
      client?: TransactionClientContract
    ): Promise<InstanceType<M>> {
      const run = async (trx: TransactionClientContract) => {
        await requireTargets(links, trx)
        const note = new this().useTransaction(trx) as InstanceType<M>
        note.authorId = authorId
        note.say(bodyHtml)
        await note.save()
        await writeLinks(NOTE_LINKS, note.id, links, trx)
        await NoteAdded.record(await note.fact(trx), trx)
        await note.tellMentioned(authorId, links, trx)
        return note
      }
      return client ? run(client) : db.transaction(run)
    }

    /** Changes the text, or the records on which it stands. */
    async revise(
      { bodyHtml, links }: { bodyHtml?: string; links?: Target[] },
      userId: string | null
    ): Promise<void> {
      await db.transaction(async (trx) => {
        this.useTransaction(trx)
        if (bodyHtml !== undefined) this.say(bodyHtml)
        if (this.$isDirty) this.editedAt = clock.now()
        await this.save()
        if (links) {
          await requireTargets(links, trx)
          await writeLinks(NOTE_LINKS, this.id, links, trx)
        }
        const fact = await this.fact(trx)
        await NoteUpdated.record(fact, trx)
        await this.tellMentioned(userId, fact.payload.links, trx)
      })
    }

    /** Stays above the timelines of its records, or no longer. */
    async pin(isPinned: boolean): Promise<void> {
      if (isPinned === (this.pinnedAt !== null)) return
      this.pinnedAt = isPinned ? clock.now() : null
      await this.save()
    }

    /** Deletes the note and what it said; timelines keep that there was one. */
    async remove(): Promise<void> {
      await db.transaction(async (trx) => {
        await NoteDeleted.record(await this.fact(trx), trx)
        await this.useTransaction(trx).delete()
      })
    }

    say(html: string): void {
      const bodyHtml = cleanRichText(html, { mentions: true })
      const bodyText = plainText(bodyHtml)
      if (!bodyText && !bodyHtml.includes('<img')) {
        throw new Refusal('Write something first.', { code: 'E_EMPTY_NOTE', field: 'bodyHtml' })
      }
      this.bodyHtml = bodyHtml
      this.bodyText = bodyText
    }

    async fact(trx: TransactionClientContract): Promise<Fact<NoteFacts>> {
      const links = (await linksOf(NOTE_LINKS, [this.id], trx)).get(this.id)!
      return {
        organizationId: Tenant.id(),
        subjectId: this.id,
        contactId: links.find(({ type }) => type === 'contact')?.id ?? null,
        payload: { links },
      }
    }
  }
  return WrittenNote
}
