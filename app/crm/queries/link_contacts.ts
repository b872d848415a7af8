import { sql } from '#core/database/sql'

/** Links contacts of an address, in all organizations, to the user who proved that it is hers. */
export async function linkContacts(userId: string, email: string): Promise<void> {
  await sql('update contacts set user_id = ? where email_norm = ? and user_id is null', [
    userId,
    email,
  ])
}
