import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { InvalidEmailException } from '#core/email_address'
import { keysetPage } from '#core/http/keyset'
import { Refusal } from '#core/http/refusal'
import { type Channel, CHANNELS, normalizeAddress } from '#crm/consent'
import SuppressionEntry from '#crm/models/suppression_entry'
import { InvalidPhoneException } from '#crm/phone_number'
import { hashOfAddress } from '#crm/address_hash'
import { type NewSuppression, type REASONS, Suppression } from '#crm/suppression'

/** A page of the list, the newest first, of one reason if given; `address` finds by the exact e-mail address or phone number alone. */
export function suppressionPage({
  address,
  reason,
  cursor,
  limit = 30,
}: {
  address?: string
  reason?: (typeof REASONS)[number]
  cursor?: string
  limit?: number
}) {
  const query = SuppressionEntry.query()
  if (address) query.whereIn('addressHash', hashesOf(address))
  if (reason) query.where('reason', reason)
  return keysetPage(query, {
    columns: [
      ['created_at', 'desc'],
      ['id', 'desc'],
    ],
    cursor,
    perPage: limit,
    scope: `suppressions:${address ?? ''}:${reason ?? ''}`,
  })
}

/** Whether the address was not suppressed before. Throws Refusal (422) for an address that is none. */
export async function suppressByStaff(given: {
  channel: Channel
  address: string
  scope: 'all' | 'marketing'
  note: string
  days?: number | null
}): Promise<boolean> {
  const { days, ...rest } = given
  const expiresAt = days ? clock.now().plus({ days }) : null
  const wish = { ...rest, expiresAt, reason: 'manual', source: 'staff' } as const
  return db.transaction(async (trx) => (await suppress(wish, trx)).isNew)
}

/** Suppresses an address; what is suppressed already stays so. Throws Refusal (422) for an address that is none. */
export async function suppress(
  given: NewSuppression & { scope: 'all' | 'marketing' },
  trx: TransactionClientContract
): Promise<{ isNew: boolean; entry: SuppressionEntry }> {
  const { channel, scope } = given
  const address = normalOrRefuse(channel, given.address)
  const added = await Suppression.add([{ ...given, address }], trx)
  const entry = await SuppressionEntry.query({ client: trx })
    .where({ channel, scope, addressHash: hashOfAddress(address) })
    .firstOrFail()
  return { isNew: added > 0, entry }
}

export async function liftByStaff(entry: SuppressionEntry, why: string): Promise<void> {
  await db.transaction((trx) => Suppression.lift({ ids: [entry.id], why }, trx))
}

function normalOrRefuse(channel: Channel, address: string): string {
  try {
    return normalizeAddress(channel, address)
  } catch (error) {
    if (!(error instanceof InvalidEmailException || error instanceof InvalidPhoneException))
      throw error
    throw new Refusal(error.message, { code: 'E_INVALID_ADDRESS', field: 'address' })
  }
}

/** A text may be an e-mail address or a number: what it is not finds nothing. */
function hashesOf(address: string): string[] {
  const forms = new Set<string>()
  for (const channel of CHANNELS) {
    try {
      forms.add(normalizeAddress(channel, address))
    } catch {
      // Not an address of this channel.
    }
  }
  return [...forms].map(hashOfAddress)
}
