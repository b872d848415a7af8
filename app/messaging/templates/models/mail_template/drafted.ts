import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import { clock } from '#core/clock/clock'
import { Context } from '#core/context'
import { Refusal } from '#core/http/refusal'
import type { MailTemplateSchema } from '#database/schema'
import MailTemplateVersion from '#messaging/templates/models/mail_template_version'
import { writeDraft } from '#messaging/queries/templates/template_locks'
import type { Writing } from '#messaging/templates/writing'

/** What is being written and not in use yet: kept on the server, so that a closed tab loses nothing. */
export function Drafted<T extends NormalizeConstructor<typeof MailTemplateSchema>>(superclass: T) {
  return class DraftedTemplate extends superclass {
    /** What the editor opens with: the draft, or else the version in use. */
    async writing(): Promise<Writing> {
      if (this.draft) return this.draft as Writing
      const version = await MailTemplateVersion.query()
        .where('template_id', this.id)
        .where('version', this.version)
        .firstOrFail()
      return version.writing
    }

    /**
     * Keeps what was written; resolves to the draft's new revision. Throws Refusal (409) when somebody else wrote
     * meanwhile, as `revision` tells.
     */
    async keepDraft(writing: Writing, revision: number): Promise<number> {
      const { actor } = Context.get()
      const written = await writeDraft(this.id, {
        draft: writing,
        revision,
        at: clock.now().toISO()!,
        byId: actor.type === 'user' ? actor.id : null,
      })
      if (written === null) {
        throw new Refusal('Somebody else has changed this meanwhile. Open it again to see it.', {
          code: 'E_DRAFT_CHANGED',
          status: 409,
        })
      }
      this.draftRevision = written
      return written
    }

    /** Goes back to the version in use. */
    async discardDraft(): Promise<void> {
      this.draft = null
      this.draftAt = null
      this.draftById = null
      this.draftRevision++
      await this.save()
    }
  }
}
