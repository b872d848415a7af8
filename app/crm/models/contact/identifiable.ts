import { v7 as uuid } from 'uuid'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { normalizeEmail } from '#core/email_address'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { clock } from '#core/clock/clock'
import ContactCreated from '#crm/events/contact_created'

export type Identity = { email: string; name?: string | null; locale?: string | null; source: string }

/**
 * Finds or makes the contact of an address. One statement decides, so that two
 * at once make one. A name is only filled in where none is known. A verified
 * user of the same address becomes the contact's client. Resolves to the id.
 */
export async function identify(identity: Identity, trx: TransactionClientContract): Promise<string> {
  const organizationId = Tenant.id('Contact')
  const email = normalizeEmail(identity.email)
  const { first, last } = splitName(identity.name)
  const now = clock.now().toISO()
  const [row] = await sql<{ id: string; made: boolean }>(
    `insert into contacts (id, organization_id, user_id, email, email_norm, first_name, last_name, locale, source,
       created_at, updated_at)
     values (?, ?, (select id from users where email_norm = ? and email_verified_at is not null), ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (organization_id, email_norm) do update set
       first_name = coalesce(contacts.first_name, excluded.first_name),
       last_name = case when contacts.first_name is null then coalesce(contacts.last_name, excluded.last_name) else contacts.last_name end,
       user_id = coalesce(contacts.user_id, excluded.user_id)
     returning id, (xmax = 0) as made`,
    [uuid(), organizationId, email, identity.email.trim(), email, first, last, identity.locale, identity.source, now, now],
    trx
  )
  if (row.made) {
    await ContactCreated.record(
      { organizationId, subjectId: row.id, contactId: row.id, payload: { source: identity.source } },
      trx
    )
  }
  return row.id
}

/** "Ada Maria Lovelace" is Ada Maria, Lovelace: good enough until a person says otherwise. */
export function splitName(name: string | null | undefined): { first: string | null; last: string | null } {
  const parts = (name ?? '').trim().replace(/\s+/g, ' ').slice(0, 200).split(' ').filter(Boolean)
  if (parts.length === 0) return { first: null, last: null }
  if (parts.length === 1) return { first: parts[0], last: null }
  return { first: parts.slice(0, -1).join(' '), last: parts[parts.length - 1] }
}

