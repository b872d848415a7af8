import { v7 as uuid } from 'uuid'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { clock } from '#core/clock/clock'

export type ContactOfAddress = {
  organizationId: string
  email: string
  emailNorm: string
  firstName: string | null
  lastName: string | null
  locale: string | null
  source: string
}

/**
 * One statement that decides, so that two at once make one contact. A name is
 * only filled in where none is known. A verified user of the same address
 * becomes the contact's client. `made` says whether the contact is new.
 */
export async function findOrMakeContact(
  row: ContactOfAddress,
  trx: TransactionClientContract
): Promise<{ id: string; made: boolean }> {
  const now = clock.now().toISO()
  const [contact] = await sql<{ id: string; made: boolean }>(
    `insert into contacts (id, organization_id, user_id, email, email_norm, first_name, last_name, locale, source,
       created_at, updated_at)
     values (?, ?, (select id from users where email_norm = ? and email_verified_at is not null), ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (organization_id, email_norm) do update set
       first_name = coalesce(contacts.first_name, excluded.first_name),
       last_name = case when contacts.first_name is null then coalesce(contacts.last_name, excluded.last_name) else contacts.last_name end,
       user_id = coalesce(contacts.user_id, excluded.user_id)
     returning id, (xmax = 0) as made`,
    [
      uuid(),
      row.organizationId,
      row.emailNorm,
      row.email,
      row.emailNorm,
      row.firstName,
      row.lastName,
      row.locale,
      row.source,
      now,
      now,
    ],
    trx
  )
  return contact
}
