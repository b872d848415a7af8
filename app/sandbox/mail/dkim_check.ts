import { createHash, createPublicKey, verify } from 'node:crypto'

export type DkimVerdict =
  | { state: 'none' }
  | { state: 'valid'; domain: string; selector: string }
  | { state: 'invalid'; why: string }

const invalid = (why: string): DkimVerdict => ({ state: 'invalid', why })

/**
 * Verifies the first DKIM signature of a mail (RFC 6376, rsa-sha256) as a receiver does. `txt` answers what a name says
 * in DNS, empty for nothing.
 */
export function verifyDkim(raw: Buffer, txt: (name: string) => string): DkimVerdict {
  const text = raw.toString('latin1')
  const split = text.indexOf('\r\n\r\n')
  const fields = fieldsOf(split < 0 ? text : text.slice(0, split + 2))
  const own = fields.find(({ name }) => name === 'dkim-signature')
  if (!own) return { state: 'none' }
  const tags = tagsOf(own.value)
  const { d: domain, s: selector } = tags
  if (!domain || !selector || !tags.bh || !tags.b) return invalid('The signature lacks a part.')
  if (tags.a !== 'rsa-sha256') return invalid(`Signed with ${tags.a}, which is not looked at here.`)
  const [ofHead, ofBody = 'simple'] = (tags.c ?? 'simple/simple').split('/')
  const body = canonicalBody(split < 0 ? '' : text.slice(split + 4), ofBody)
  const hash = createHash('sha256').update(Buffer.from(body, 'latin1')).digest('base64')
  if (hash !== tags.bh) return invalid('The body was changed after it was signed.')
  const published = tagsOf(txt(`${selector}._domainkey.${domain}`))
  if (!published.p) return invalid(`There is no key at ${selector}._domainkey.${domain}.`)
  const signed = Buffer.from(headOf(fields, own, tags.h ?? '', ofHead), 'latin1')
  const pem = `-----BEGIN PUBLIC KEY-----\n${published.p.replace(/.{64}/g, '$&\n')}\n-----END PUBLIC KEY-----`
  try {
    return verify('sha256', signed, createPublicKey(pem), Buffer.from(tags.b, 'base64'))
      ? { state: 'valid', domain: domain.toLowerCase(), selector }
      : invalid('A header was changed after it was signed, or the key in DNS is another one.')
  } catch {
    return invalid('The key in DNS cannot be read.')
  }
}

type Field = { name: string; value: string; raw: string }

/** Header fields in their order; folded lines stay as they are. */
function fieldsOf(head: string): Field[] {
  return (head.match(/[^\r\n]+\r\n(?:[ \t][^\r\n]*\r\n)*/g) ?? []).map((raw) => {
    const colon = raw.indexOf(':')
    return { name: raw.slice(0, colon).trim().toLowerCase(), value: raw.slice(colon + 1), raw }
  })
}

/** `name=value; …` without white space. */
function tagsOf(text: string): Record<string, string> {
  const tags = text.split(';').map((tag) => tag.replace(/\s+/g, ''))
  return Object.fromEntries(
    tags
      .filter((tag) => tag.includes('='))
      .map((tag) => [tag.slice(0, tag.indexOf('=')), tag.slice(tag.indexOf('=') + 1)])
  )
}

/** The signed headers, each name taken from below upwards, and the signature's own without its value. */
function headOf(fields: Field[], own: Field, names: string, how: string): string {
  const left = [...fields]
  let head = ''
  for (const name of names.toLowerCase().split(':')) {
    const at = left.findLastIndex((field) => field.name === name && field !== own)
    if (at < 0) continue
    head += `${canonicalField(left[at], how)}\r\n`
    left.splice(at, 1)
  }
  const empty = {
    ...own,
    value: own.value.replace(/(\bb=)[^;]*/, '$1'),
    raw: own.raw.replace(/(\bb=)[^;]*/, '$1'),
  }
  return head + canonicalField(empty, how)
}

function canonicalField({ name, value, raw }: Field, how: string): string {
  if (how !== 'relaxed') return raw.replace(/\r\n$/, '')
  const words = value
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim()
  return `${name}:${words}`
}

function canonicalBody(body: string, how: string): string {
  const plain =
    how === 'relaxed' ? body.replace(/[ \t]+(?=\r\n)/g, '').replace(/[ \t]+/g, ' ') : body
  const trimmed = plain.replace(/(\r\n)+$/, '')
  return trimmed === '' && how === 'relaxed' ? '' : `${trimmed}\r\n`
}
