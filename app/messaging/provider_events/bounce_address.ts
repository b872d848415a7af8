import { createHmac, createSecretKey, hkdfSync } from 'node:crypto'
import { safeEqual } from '#core/crypto/tokens'
import { readRef, refOf, type MailRef } from '#messaging/refs'
import env from '#start/env'

/** Where return addresses live: a domain of their own, or one mailbox with plus-addressing. */
export type ReturnDomain = { domain: string; mailbox: string | null }

const keys = [
  env.get('APP_KEY').release(),
  ...(env.get('APP_KEYS_PREVIOUS') ?? '').split(',').filter((key) => key.length > 0),
].map((key) => createSecretKey(Buffer.from(hkdfSync('sha256', key, '', 'warren bounces', 32))))

/** What stands before the @ has 64 characters at most (RFC 5321 4.5.3.1.1); ours take 44 of them. */
export const MAILBOX_MAX = 19
const MAC_LENGTH = 16
const UUID_LENGTH = 25

/** Hexadecimal: servers change the case of what stands before the @. */
const sign = (text: string, key = keys[0]) =>
  createHmac('sha256', key).update(text).digest('hex').slice(0, MAC_LENGTH)

/**
 * Where bounces of one mail go (VERP): `<ref>.<mac>@<domain>`, or `<mailbox>+<ref>.<mac>@<domain>`. What comes there is
 * about this mail, and was not made up: nobody but those who got it knows the address.
 */
export function bounceAddress(ref: MailRef, { domain, mailbox }: ReturnDomain): string {
  const text = shortRef(ref)
  return `${mailbox ? `${mailbox}+` : ''}${text}.${sign(text)}@${domain}`
}

/** Whose mail an address was made for; null for any other address. */
export function readBounceAddress(address: string): MailRef | null {
  const match = /^(?:[^@]{1,64}\+)?([sm]\.[0-9a-z.]{1,40})\.([0-9a-f]{16})@/.exec(
    address.trim().toLowerCase()
  )
  if (!match) return null
  const isOurs = keys.some((key) => safeEqual(sign(match[1], key), match[2]))
  return isOurs ? readShort(match[1]) : null
}

/** The uuid of a single mail in base 36, so that it fits. */
function shortRef(ref: MailRef): string {
  if (ref.kind === 'send') return refOf(ref)
  const number = BigInt(`0x${ref.mailId.replaceAll('-', '')}`)
  return `m.${number.toString(36).padStart(UUID_LENGTH, '0')}`
}

function readShort(text: string): MailRef | null {
  if (!text.startsWith('m.')) return readRef(text)
  let number = 0n
  for (const digit of text.slice(2)) number = number * 36n + BigInt(parseInt(digit, 36))
  const hex = number.toString(16).padStart(32, '0')
  return readRef(`m.${hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`)
}
