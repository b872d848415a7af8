import { keysetPage, type KeysetPage } from '#core/http/keyset'
import { Tenant } from '#core/tenancy/tenant'
import Contact from '#crm/models/contact'

/** A page of the contacts who are in a segment, in the order of their ids. */
export function searchMembersPage(
  segmentId: string,
  { cursor, limit }: { cursor?: string; limit?: number }
): Promise<KeysetPage<Contact>> {
  const query = Contact.query().whereRaw(
    'contacts.id in (select contact_id from segment_members where organization_id = ? and segment_id = ?)',
    [Tenant.id(), segmentId]
  )
  return keysetPage(query, {
    columns: [['contacts.id', 'asc']],
    cursor,
    perPage: limit,
    scope: `api:members:${segmentId}`,
  })
}
