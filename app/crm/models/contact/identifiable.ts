import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { normalizeEmail } from '#core/email_address'
import { Tenant } from '#core/tenancy/tenant'
import { findOrMakeContact } from '#crm/queries/find_or_make_contact'
import ContactCreated from '#crm/events/contact_created'

export type Identity = {
  email: string
  name?: string | null
  locale?: string | null
  source: string
}

/**
 * Finds or makes the contact of an address, and records that it was made.
 * Two at once make one. Resolves to the id and whether it is new.
 */
export async function identify(
  identity: Identity,
  trx: TransactionClientContract
): Promise<{ id: string; made: boolean }> {
  const organizationId = Tenant.id('Contact')
  const { first, last } = splitName(identity.name)
  const contact = await findOrMakeContact(
    {
      organizationId,
      email: identity.email.trim(),
      emailNorm: normalizeEmail(identity.email),
      firstName: first,
      lastName: last,
      locale: identity.locale ?? null,
      source: identity.source,
    },
    trx
  )
  if (contact.made) {
    await ContactCreated.record(
      {
        organizationId,
        subjectId: contact.id,
        contactId: contact.id,
        payload: { source: identity.source },
      },
      trx
    )
  }
  return contact
}

/** "Ada Maria Lovelace" is Ada Maria, Lovelace: good enough until a person says otherwise. */
export function splitName(name: string | null | undefined): {
  first: string | null
  last: string | null
} {
  const parts = (name ?? '').trim().replace(/\s+/g, ' ').slice(0, 200).split(' ').filter(Boolean)
  if (parts.length === 0) return { first: null, last: null }
  if (parts.length === 1) return { first: parts[0], last: null }
  return { first: parts.slice(0, -1).join(' '), last: parts[parts.length - 1] }
}
