import { createHmac, hkdfSync } from 'node:crypto'
import { safeEqual } from '#core/crypto/tokens'
import env from '#start/env'
import { readRef, refOf, type MailRef } from '#messaging/refs'

/** The newest of the install's keys signs, every one of them verifies: links in old mails go on working. */
const keys = [
  env.get('APP_KEY').release(),
  ...(env.get('APP_KEYS_PREVIOUS') ?? '').split(',').filter((key) => key.length > 0),
].map((key) => Buffer.from(hkdfSync('sha256', key, '', 'warren mail links', 32)))

/** 96 bits of HMAC-SHA256. */
function sign(text: string, key = keys[0]): string {
  return createHmac('sha256', key).update(text).digest('base64url').slice(0, 16)
}

function isSigned(text: string, mac: string): boolean {
  return keys.some((key) => safeEqual(sign(text, key), mac))
}

/** Whom a link in a mail is for: the mail that it stood in, or a contact where there was none. */
export type LinkOwner = MailRef | { kind: 'contact'; contactId: string }

function ownerText(owner: LinkOwner): string {
  return owner.kind === 'contact' ? `c.${owner.contactId}` : refOf(owner)
}

function readOwner(text: string): LinkOwner | null {
  const contact = /^c\.([0-9a-f-]{36})$/.exec(text)
  return contact ? { kind: 'contact', contactId: contact[1] } : readRef(text)
}

export type TokenPurpose = 'unsubscribe' | 'preferences' | 'open' | 'view' | 'confirm'

/** `<owner>.<mac>` for an address such as /u/<token>. It holds for good: unsubscribing has to work in old mails. */
export function ownerToken(purpose: TokenPurpose, owner: LinkOwner): string {
  const text = ownerText(owner)
  return `${text}.${sign(`${purpose} ${text}`)}`
}

/** Whom a token is for; null where it was not made by this install for this purpose. */
export function readOwnerToken(purpose: TokenPurpose, token: string): LinkOwner | null {
  const at = token.lastIndexOf('.')
  if (at < 1 || token.length > 200) return null
  const text = token.slice(0, at)
  return isSigned(`${purpose} ${text}`, token.slice(at + 1)) ? readOwner(text) : null
}

/** A tracked link: its destination stands in it, so that it leads there without the database. */
export type Click = { owner: MailRef; link: number; url: string }

/** The part of a tracked link's path that is the same for all recipients: where it leads. */
export function encodeDestination(url: string): string {
  return Buffer.from(url, 'utf8').toString('base64url')
}

/** `<link>.<owner>.<mac>`, the personal part of a click's path; `destination` is encoded: it is the same for thousands. */
export function clickToken(owner: MailRef, link: number, destination: string): string {
  const text = `${link.toString(36)}.${refOf(owner)}`
  return `${text}.${sign(`click ${text} ${destination}`)}`
}

/** `/t/c/<link>.<owner>.<mac>/<destination>`. */
export function clickPath(owner: MailRef, link: number, destination: string): string {
  return `/t/c/${clickToken(owner, link, destination)}/${destination}`
}

/** Reads the two parts of a click's path; null for one that this install did not make. */
export function readClick(token: string, destination: string): Click | null {
  const at = token.lastIndexOf('.')
  const dot = token.indexOf('.')
  if (at <= dot || token.length > 200 || destination.length > 8000) return null
  const text = token.slice(0, at)
  if (!isSigned(`click ${text} ${destination}`, token.slice(at + 1))) return null
  const owner = readRef(text.slice(dot + 1))
  const url = Buffer.from(destination, 'base64url').toString('utf8')
  if (!owner || !URL.canParse(url)) return null
  return { owner, link: parseInt(text.slice(0, dot), 36), url }
}
