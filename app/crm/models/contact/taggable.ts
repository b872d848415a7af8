import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { tellStaff } from '#identity/staff_channels'
import type { ContactSchema } from '#database/schema'
import ContactTagged from '#crm/events/contact_tagged'
import ContactUntagged from '#crm/events/contact_untagged'
import { putTags, tagsOf, takeTags, type TagRow } from '#crm/queries/tags'
import { tagsNamed } from '#crm/tagging'

/** Words on a contact. */
export function Taggable<T extends NormalizeConstructor<typeof ContactSchema>>(superclass: T) {
  return class TaggableContact extends superclass {
    tags(): Promise<TagRow[]> {
      return tagsOf('contact', this.id)
    }

    /** By name; missing tags are made. What is there already is no change. */
    async tag(names: string[], client?: TransactionClientContract): Promise<void> {
      const run = async (trx: TransactionClientContract) => {
        const tags = await tagsNamed(names, trx)
        const ids = tags.map(({ id }) => id)
        await told(this, ContactTagged, await putTags('contact', this.id, ids, trx), trx)
      }
      await (client ? run(client) : db.transaction(run))
    }

    async untag(tagIds: string[]): Promise<void> {
      await db.transaction(async (trx) => {
        await told(this, ContactUntagged, await takeTags('contact', this.id, tagIds, trx), trx)
      })
    }
  }
}

async function told(
  contact: ContactSchema,
  event: typeof ContactTagged | typeof ContactUntagged,
  tags: TagRow[],
  trx: TransactionClientContract
): Promise<void> {
  if (tags.length === 0) return
  await event.record(
    {
      organizationId: contact.organizationId,
      subjectId: contact.id,
      contactId: contact.id,
      payload: { tagIds: tags.map(({ id }) => id), names: tags.map(({ name }) => name) },
    },
    trx
  )
  await tellStaff('contacts', contact.id, trx)
}
