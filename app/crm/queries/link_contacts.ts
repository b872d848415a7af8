import { sql } from '#core/database/sql'

/** Links contacts that have an address, as their first or a further one, in all organizations, to the user who proved that it is hers. */
export async function linkContacts(userId: string, email: string): Promise<void> {
  // By organization, because the index of addresses begins with it.
  await sql(
    `update contacts c set user_id = ?
     from organizations o join contact_emails e on e.organization_id = o.id and e.email_norm = ?
     where c.organization_id = e.organization_id and c.id = e.contact_id and c.user_id is null`,
    [userId, email]
  )
}
