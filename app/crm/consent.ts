import type { DateTime } from 'luxon'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { normalizeEmail } from '#core/email_address'
import { Tenant } from '#core/tenancy/tenant'
import ConsentRecorded from '#crm/events/consent_recorded'
import { normalizePhone } from '#crm/phone_number'
import { insertConsents } from '#crm/queries/consents'

export const CHANNELS = ['email', 'sms', 'voice', 'whatsapp'] as const
export type Channel = (typeof CHANNELS)[number]

export type ConsentState = 'granted' | 'pending' | 'denied'

export type ConsentEntry = {
  contactId: string
  channel: Channel
  /** Null or omitted: all marketing on the channel. */
  topicId?: string | null
  state: ConsentState
  /** Where it was said: `staff`, `import`, or the person's own act, such as `form`, `preferences`, `unsubscribe`. */
  source: string
  /** The words that the person agreed to or refused. */
  wording?: string | null
  /** What shows it later: `{ ip, userAgent }`, `{ document }`. Makes the word of staff a documented one. */
  proof?: Record<string, unknown>
  /** The address that it was said for; the contact's primary one on the channel where omitted. */
  address?: string | null
  /** Now, unless given. */
  occurredAt?: DateTime
}

/** A line of the ledger as people see it. */
export type ConsentLine = {
  id: number
  channel: Channel
  topic: string | null
  /** What it was said for; null when the contact does not have it any more, or none was known. */
  address: string | null
  isAddressGone: boolean
  state: ConsentState
  source: string
  wording: string | null
  proof: Record<string, string | number | boolean | null>
  by: string | null
  at: string
  inForce: boolean
}

/**
 * What people agreed to and refused. The ledger keeps every word; which one holds is decided by the database in the
 * same statement, so that no way in (form, staff, import, merge) can bring a refusal back:
 *
 * - an entry that happened before the one that holds changes nothing;
 * - `pending` (a confirmation is awaited) does not take a grant away;
 * - after a refusal a grant holds only if it is at least as strong: the person's own act or staff with proof (2),
 *   staff without proof (1), import (0). A refusal is 2, but 1 where staff noted it without proof;
 * - a weak grant does not begin where the same address refused before, though under a contact that is gone;
 * - refusing all marketing suppresses the person's addresses on that channel (`unsubscribe`); a grant of strength 2
 *   for all marketing lifts that again, and never a bounce, a complaint or what staff or an import suppressed.
 */
export const Consent = {
  /** Adds to the ledger. Throws InvalidEmailException or InvalidPhoneException for an address that is none. */
  async record(entries: ConsentEntry[], trx: TransactionClientContract): Promise<number[]> {
    if (entries.length === 0) return []
    const known = entries.map((entry) => ({
      ...entry,
      addressNorm: entry.address ? normalizeAddress(entry.channel, entry.address) : null,
    }))
    const rows = await insertConsents(known, trx)
    await ConsentRecorded.recordMany(
      rows.map(({ id, contactId, ...said }) => ({
        organizationId: Tenant.id(),
        subjectId: contactId,
        contactId,
        payload: { consentId: id, ...said },
      })),
      trx
    )
    return rows.map(({ id }) => id)
  },
}

/** The form in which addresses of a channel are compared. Phone numbers come with their country code. */
export function normalizeAddress(channel: Channel, address: string): string {
  return channel === 'email' ? normalizeEmail(address) : normalizePhone(address, null)
}
