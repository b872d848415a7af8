import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { InvalidEmailException } from '#core/email_address'
import { keysetPage } from '#core/http/keyset'
import { Refusal } from '#core/http/refusal'
import { type Channel, CHANNELS, normalizeAddress } from '#crm/consent'
import SuppressionEntry from '#crm/models/suppression_entry'
import { InvalidPhoneException } from '#crm/phone_number'
import { hashOfAddress } from '#crm/address_hash'
import { Suppression } from '#crm/suppression'

/** A page of the list, the newest first; `address` finds by the exact e-mail address or phone number alone. */
export function suppressionPage({ address, cursor }: { address?: string; cursor?: string }) {
  const query = SuppressionEntry.query()
  if (address) query.whereIn('addressHash', hashesOf(address))
  return keysetPage(query, {
    columns: [
      ['created_at', 'desc'],
      ['id', 'desc'],
    ],
    cursor,
    perPage: 30,
    scope: `suppressions:${address ?? ''}`,
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
  const { channel, address, scope, note, days } = given
  const normal = normalOrRefuse(channel, address)
  const added = await db.transaction((trx) =>
    Suppression.add(
      [
        {
          ...{ channel, address: normal, scope, note, reason: 'manual', source: 'staff' },
          expiresAt: days ? clock.now().plus({ days }) : null,
        },
      ],
      trx
    )
  )
  return added > 0
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
