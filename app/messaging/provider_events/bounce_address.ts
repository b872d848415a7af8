import { createHmac, hkdfSync } from 'node:crypto'
import { safeEqual } from '#core/crypto/tokens'
import { readRef, refOf, type MailRef } from '#messaging/refs'
import env from '#start/env'

const keys = [
  env.get('APP_KEY').release(),
  ...(env.get('APP_KEYS_PREVIOUS') ?? '').split(',').filter((key) => key.length > 0),
].map((key) => Buffer.from(hkdfSync('sha256', key, '', 'warren bounces', 32)))

/** Hexadecimal: servers change the case of what stands before the @. */
const sign = (text: string, key = keys[0]) =>
  createHmac('sha256', key).update(text).digest('hex').slice(0, 20)

/**
 * Where bounces of one mail go (VERP): `bounce+<ref>.<mac>@<domain>`. What comes there is about this mail, and was
 * not made up: nobody else knows the address.
 */
export function bounceAddress(ref: MailRef, domain: string): string {
  const text = refOf(ref)
  return `bounce+${text}.${sign(text)}@${domain}`
}

/** Whose mail an address was made for; null for any other address. */
export function readBounceAddress(address: string): MailRef | null {
  const match = /^bounce\+([sm]\.[0-9a-z.-]{1,60})\.([0-9a-f]{20})@/.exec(
    address.trim().toLowerCase()
  )
  if (!match) return null
  const isOurs = keys.some((key) => safeEqual(sign(match[1], key), match[2]))
  return isOurs ? readRef(match[1]) : null
}
