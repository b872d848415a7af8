import type { DateTime } from 'luxon'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Tenant } from '#core/tenancy/tenant'
import { type Channel, normalizeAddress } from '#crm/consent'
import AddressReleased from '#crm/events/address_released'
import AddressSuppressed from '#crm/events/address_suppressed'
import { deleteSuppressions, insertSuppressions, suppressedOf } from '#crm/queries/suppressions'

export const REASONS = ['hard_bounce', 'complaint', 'unsubscribe', 'manual', 'import'] as const
export type SuppressionReason = (typeof REASONS)[number]

export type NewSuppression = {
  channel: Channel
  /** E-mail address, or phone number with its country code. */
  address: string
  reason: SuppressionReason
  /** `all` (default) keeps receipts and log-in links back too, `marketing` only what is sent to many. */
  scope?: 'all' | 'marketing'
  /** Never, unless given. */
  expiresAt?: DateTime | null
  /** Where it comes from: `staff`, `import`, the name of a provider. */
  source: string
  note?: string | null
}

/**
 * Addresses that are not written to. They are kept by the hash of the normalised address and belong to no contact, so
 * that deleting the contact, importing it again or merging it does not bring the address back.
 */
export const Suppression = {
  /** Adds addresses; what is suppressed already stays so. Throws InvalidEmailException, InvalidPhoneException. */
  async add(rows: NewSuppression[], trx: TransactionClientContract): Promise<number> {
    if (rows.length === 0) return 0
    const normal = rows.map((row) => ({
      ...row,
      addressNorm: normalizeAddress(row.channel, row.address),
    }))
    const added = await insertSuppressions(normal, trx)
    await AddressSuppressed.recordMany(
      added.map(({ id, contactId, ...payload }) => ({
        organizationId: Tenant.id(),
        subjectId: id,
        contactId,
        payload,
      })),
      trx
    )
    return added.length
  },

  /** Lets addresses be written to again; `why` is kept in the event. Resolves to how many there were. */
  async lift(
    { ids, why }: { ids: string[]; why: string },
    trx: TransactionClientContract
  ): Promise<number> {
    const lifted = await deleteSuppressions(ids, trx)
    await AddressReleased.recordMany(
      lifted.map(({ id, channel, addressHash, scope }) => ({
        organizationId: Tenant.id(),
        subjectId: id,
        payload: { channel, addressHash, scope, why },
      })),
      trx
    )
    return lifted.length
  },

  /** Those of the addresses (normalised) that must not be written to now, for the purpose. */
  covers(
    channel: Channel,
    addresses: string[],
    purpose: 'marketing' | 'transactional' = 'marketing'
  ): Promise<Set<string>> {
    return suppressedOf(channel, addresses, purpose)
  },
}
