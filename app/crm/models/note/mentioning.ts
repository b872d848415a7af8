import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { validate as isUuid } from 'uuid'
import { notify } from '#core/notifications/notify'
import { mentionedIn } from '#core/rich_text'
import { Tenant } from '#core/tenancy/tenant'
import { colleagues, namesOfUsers } from '#crm/queries/colleagues'
import { writeMentions } from '#crm/queries/note_mentions'
import { targetPath, type Target } from '#crm/targets'
import type { NoteSchema } from '#database/schema'

/** Longer than this is read in the note. */
const EXCERPT = 200

/** Naming colleagues with an @: they are told, each once per note. */
export function Mentioning<T extends NormalizeConstructor<typeof NoteSchema>>(superclass: T) {
  return class MentioningNote extends superclass {
    /** Tells the active staff who are named and do not know it yet; the author not. */
    async tellMentioned(
      userId: string | null,
      links: Target[],
      trx: TransactionClientContract
    ): Promise<void> {
      const named = mentionedIn(this.bodyHtml).filter((id) => isUuid(id))
      if (named.length === 0) return
      const staff = await colleagues(named, trx)
      const told = await writeMentions(
        this.id,
        staff.map(({ id }) => id),
        trx
      )
      const author = (userId && (await namesOfUsers([userId])).get(userId)) || 'Somebody'
      await notify(
        told.filter((id) => id !== userId),
        {
          kind: 'crm/mention',
          key: `note:${this.id}`,
          title: `${author} mentioned you in a note`,
          body: this.bodyText.slice(0, EXCERPT),
          url: links[0] ? `${targetPath(links[0])}#note-${this.id}` : null,
          organizationId: Tenant.id(),
        },
        trx
      )
    }
  }
}
