import type { DateTime } from 'luxon'
import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import db from '@adonisjs/lucid/services/db'
import type { ContactSchema } from '#database/schema'
import ContactDeleted from '#crm/events/contact_deleted'
import ContactRestored from '#crm/events/contact_restored'
import { setDeleted } from '#crm/queries/removals'
import { tellStaff } from '#identity/staff_channels'

/** How long what was deleted can be brought back. */
export const KEPT_DAYS = 30

/** Deleting a contact, and taking that back for a while. */
export function Removable<
  T extends NormalizeConstructor<typeof ContactSchema> &
    (new (...args: any[]) => { fullName: string }), // eslint-disable-line @typescript-eslint/no-explicit-any -- TypeScript wants any[] of a mixin's constructor
>(superclass: T) {
  return class RemovableContact extends superclass {
    /** The day on which a deleted contact goes for good. */
    get erasedOn(): DateTime | null {
      return this.deletedAt?.plus({ days: KEPT_DAYS }) ?? null
    }

    /** Leaves the lists at once. Its addresses stay taken until it goes for good. */
    async remove(): Promise<void> {
      await turn(this, true)
    }

    /** A contact that was merged into another comes back by undoing the merge. */
    async restore(): Promise<void> {
      await turn(this, false)
    }
  }
}

async function turn(
  contact: ContactSchema & { fullName: string },
  isDeleted: boolean
): Promise<void> {
  await db.transaction(async (trx) => {
    if (!(await setDeleted('contact', contact.id, isDeleted, trx))) return
    const event = isDeleted ? ContactDeleted : ContactRestored
    await event.record(
      {
        organizationId: contact.organizationId,
        subjectId: contact.id,
        contactId: contact.id,
        payload: { name: contact.fullName },
      },
      trx
    )
    await tellStaff('contacts', contact.id, trx)
  })
}
