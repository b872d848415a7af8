import { createHash } from 'node:crypto'

/** How a normalised address is known in suppressions and the ledger; the same as SQL's warren_address_hash(). */
export function hashOfAddress(address: string): string {
  return createHash('sha256').update(address, 'utf8').digest('hex')
}
