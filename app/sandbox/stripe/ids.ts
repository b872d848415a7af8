import { createHash, randomBytes } from 'node:crypto'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Letters and digits, unguessable. */
export function random(length: number): string {
  let text = ''
  for (const byte of randomBytes(length)) text += ALPHABET[byte % ALPHABET.length]
  return text
}

/** An id in Stripe's manner: prefix, underscore, letters and digits. */
export const newId = (prefix: string, length = 24) => `${prefix}_${random(length)}`

/** The account that owns a key: the same key always leads to the same account. */
export function accountId(key: string): string {
  const digest = createHash('sha256').update(key).digest()
  return `acct_1${Array.from(digest.subarray(0, 15), (byte) => ALPHABET[byte % 62]).join('')}`
}
