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

type Found = { id: string; made: boolean }

/**
 * The contact who has this address, as the primary or another one, or a new one.
 * Unique keys decide, so that two at once make one. A name is only filled in
 * where none is known; a deleted contact comes back. A verified user of the
 * same address becomes the contact's client. `made` says whether it is new.
 */
export async function findOrMakeContact(
  row: ContactOfAddress,
  trx: TransactionClientContract
): Promise<Found> {
  // Between the two statements an owner may let the address go, or a rival's row go back: once more.
  for (let turn = 0; turn < 5; turn++) {
    const contact = (await makeContact(row, trx)) ?? (await findContact(row, trx))
    if (contact) return contact
  }
  throw new Error('The address of a contact changes hands too fast')
}

/** Null where somebody has the address; waits for a transaction that is about to have it. */
async function makeContact(
  row: ContactOfAddress,
  trx: TransactionClientContract
): Promise<Found | null> {
  const now = clock.now().toISO()
  const id = uuid()
  const { organizationId, email, emailNorm } = row
  const [made] = await sql<{ address: string | null }>(
    `with made as (
       insert into contacts (id, organization_id, user_id, email, email_norm, first_name, last_name, locale, source,
         created_at, updated_at)
       select ?::uuid, ?::uuid, (select id from users where email_norm = ? and email_verified_at is not null),
         ?, ?, ?, ?, ?, ?, ?::timestamptz, ?::timestamptz
       where not exists (select 1 from contact_emails where organization_id = ? and email_norm = ?)
       on conflict (organization_id, email_norm) do nothing
       returning id),
     address as (
       insert into contact_emails (id, organization_id, contact_id, email, email_norm, is_primary, created_at)
       select ?::uuid, ?::uuid, id, ?, ?, true, ?::timestamptz from made
       on conflict (organization_id, email_norm) do nothing
       returning id)
     select address.id as address from made left join address on true`,
    [
      ...[id, organizationId, emailNorm, email, emailNorm, row.firstName, row.lastName],
      ...[row.locale, row.source, now, now, organizationId, emailNorm],
      ...[uuid(), organizationId, email, emailNorm, now],
    ],
    trx
  )
  if (made?.address) return { id, made: true }
  // Somebody else got the address as a further one in the same moment: this row has none to stand for.
  if (made)
    await sql(
      'delete from contacts where organization_id = ? and id = ?',
      [organizationId, id],
      trx
    )
  return null
}

async function findContact(
  row: ContactOfAddress,
  trx: TransactionClientContract
): Promise<Found | null> {
  const [found] = await sql<{ id: string }>(
    `update contacts set
       first_name = coalesce(first_name, ?),
       last_name = case when first_name is null then coalesce(last_name, ?) else last_name end,
       user_id = coalesce(user_id, (select id from users where email_norm = ? and email_verified_at is not null)),
       deleted_at = null
     where organization_id = ?
       and id = (select contact_id from contact_emails where organization_id = ? and email_norm = ?)
     returning id`,
    [
      row.firstName,
      row.lastName,
      row.emailNorm,
      row.organizationId,
      row.organizationId,
      row.emailNorm,
    ],
    trx
  )
  return found ? { id: found.id, made: false } : null
}
