import { generateKeyPair, randomInt } from 'node:crypto'
import { promisify } from 'node:util'

/** What every mailbox provider verifies, and what still fits into a TXT record (RFC 8301). */
const BITS = 2048
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789'

/** A pair of DKIM keys: the private one as PEM, the public one as it stands in DNS. */
export async function makeDkimKeys(): Promise<{ privateKey: string; publicKey: string }> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: BITS,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'der' },
  })
  return { privateKey, publicKey: publicKey.toString('base64') }
}

/** A selector of its own for each domain, so that two installs, or an old key, never get into each other's way. */
export function makeSelector(): string {
  return `w${Array.from({ length: 8 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`
}
