import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Tenant } from '#core/tenancy/tenant'
import ContactTagged from '#crm/events/contact_tagged'
import ContactUntagged from '#crm/events/contact_untagged'

export type Tagged = { contactId: string; tag: { id: string; name: string } }

/** Records one fact per contact, whatever the number of tags. */
export async function recordTagged(
  way: 'on' | 'off',
  tagged: Tagged[],
  trx: TransactionClientContract
): Promise<void> {
  const event = way === 'on' ? ContactTagged : ContactUntagged
  const byContact = Map.groupBy(tagged, ({ contactId }) => contactId)
  await event.recordMany(
    [...byContact].map(([contactId, list]) => ({
      organizationId: Tenant.id(),
      subjectId: contactId,
      contactId,
      payload: { tagIds: list.map(({ tag }) => tag.id), names: list.map(({ tag }) => tag.name) },
    })),
    trx
  )
}
