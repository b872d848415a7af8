import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { ERASED_ADDRESS } from '#core/mail/erased_address'

const FOREIGN_KEY_VIOLATION = '23503'

export type Doomed = { id: string; organizationId: string }

/**
 * Contacts of one organization that were deleted before a moment, held for the
 * transaction. Merged ones stay as long as the merge can be undone.
 */
export function doomedContacts(
  organizationId: string,
  before: string,
  limit: number,
  trx: TransactionClientContract
): Promise<Doomed[]> {
  return sql<Doomed>(
    `select id, organization_id as "organizationId" from contacts
     where organization_id = ? and deleted_at < ? and erased_at is null and merged_into_id is null
     order by deleted_at limit ? for update skip locked`,
    [organizationId, before, limit],
    trx
  )
}

/** Organizations in which something waits to be erased. */
export async function organizationsToErase(before: string): Promise<string[]> {
  const rows = await sql<{ id: string }>(
    `select id from organizations o
     where exists (select 1 from contacts c where c.organization_id = o.id and c.deleted_at < ?
         and c.erased_at is null and c.merged_into_id is null)
       or exists (select 1 from companies b where b.organization_id = o.id and b.deleted_at < ?)`,
    [before, before]
  )
  return rows.map(({ id }) => id)
}

/** Removes contacts; false (and nothing done) where something refers to one of them. */
export async function removeContacts(
  organizationId: string,
  ids: string[],
  trx: TransactionClientContract
): Promise<boolean> {
  const point = await trx.transaction()
  try {
    await sql(
      'delete from activities where organization_id = ? and contact_id = any(?::uuid[])',
      [organizationId, ids],
      point
    )
    await sql(
      'delete from field_values where organization_id = ? and record_id = any(?::uuid[])',
      [organizationId, ids],
      point
    )
    await sql(
      'delete from contacts where organization_id = ? and id = any(?::uuid[])',
      [organizationId, ids],
      point
    )
    // Deferred keys are asked now, while there is a way back.
    await sql('set constraints all immediate', [], point)
    await point.commit()
    return true
  } catch (error) {
    await point.rollback()
    if ((error as { code?: string }).code !== FOREIGN_KEY_VIOLATION) throw error
    return false
  }
}

/** Takes the person out of a contact: the row stays for what refers to it. */
export async function emptyContact(
  organizationId: string,
  id: string,
  now: string,
  trx: TransactionClientContract
): Promise<void> {
  for (const table of ['contact_emails', 'contact_phones', 'contact_tags', 'company_contacts']) {
    await sql(
      `delete from ${table} where organization_id = ? and contact_id = ?`,
      [organizationId, id],
      trx
    )
  }
  await sql(
    `delete from activities where organization_id = ? and contact_id = ? and kind like 'contact.%'`,
    [organizationId, id],
    trx
  )
  await sql(
    `update contacts set email = null, email_norm = null, phone = null, phone_e164 = null, first_name = null,
       last_name = null, job_title = null, street = null, city = null, region = null, postal_code = null,
       locale = null, time_zone = null, external_id = null, avatar_file_id = null, owner_id = null, user_id = null,
       custom = '{}', erased_at = ?, updated_at = ?
     where organization_id = ? and id = ?`,
    [now, now, organizationId, id],
    trx
  )
}

/** Takes people out of the mails to them; that these were sent stays. One that has not left does not any more. */
export async function emptyMails(
  organizationId: string,
  contactIds: string[],
  trx: TransactionClientContract
): Promise<void> {
  await sql(
    `update outgoing_mails set to_address = ?, to_name = null, subject = null, payload = '{}', last_error = null,
       last_reply = null, state = case when state = 'queued' then 'cancelled' else state end
     where organization_id = ? and contact_id = any(?::uuid[])`,
    [ERASED_ADDRESS, organizationId, contactIds],
    trx
  )
}

/** Companies that were deleted before a moment; what refers to them lets them go. */
export async function removeCompanies(
  organizationId: string,
  before: string,
  limit: number,
  trx: TransactionClientContract
): Promise<number> {
  const rows = await sql<{ id: string }>(
    `delete from companies where organization_id = ? and id in (
       select id from companies where organization_id = ? and deleted_at < ? limit ?) returning id`,
    [organizationId, organizationId, before, limit],
    trx
  )
  await sql(
    'delete from field_values where organization_id = ? and record_id = any(?::uuid[])',
    [organizationId, rows.map(({ id }) => id)],
    trx
  )
  return rows.length
}
