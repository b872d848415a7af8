import { createHash, createPrivateKey, sign, type KeyObject } from 'node:crypto'

export type DkimKey = { domain: string; selector: string; key: KeyObject }

/** Headers that are signed (RFC 6376); those of RFC 8058 have to be, or one-click unsubscribing does not count. */
const SIGNED = [
  'from',
  'to',
  'subject',
  'date',
  'message-id',
  'reply-to',
  'mime-version',
  'content-type',
  'list-unsubscribe',
  'list-unsubscribe-post',
  'feedback-id',
]

export function dkimKey(domain: string, selector: string, pem: string): DkimKey {
  return { domain, selector, key: createPrivateKey(pem) }
}

/**
 * Signs a message (rsa-sha256, relaxed/simple) and resolves to it with its DKIM-Signature first. Bodies end with one
 * line break and have no blank lines at their end.
 */
export function signDkim(message: Buffer, { domain, selector, key }: DkimKey, at: Date): Buffer {
  const split = message.indexOf('\r\n\r\n')
  const body = message.subarray(split + 4)
  const bodyHash = createHash('sha256').update(body).digest('base64')
  const headers = fieldsOf(message.toString('latin1', 0, split))
  const named = SIGNED.filter((name) => headers.has(name))
  const seconds = Math.floor(at.getTime() / 1000)
  const unsigned =
    `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/simple; d=${domain}; s=${selector}; t=${seconds};\r\n` +
    ` h=${named.join(':')};\r\n bh=${bodyHash};\r\n b=`
  const lines = named.map((name) => `${name}:${relaxed(headers.get(name)!)}\r\n`).join('')
  const own = `dkim-signature:${relaxed(unsigned.slice('DKIM-Signature:'.length))}`
  const signature = sign('sha256', Buffer.from(lines + own, 'latin1'), key).toString('base64')
  const folded = signature.replace(/.{1,70}/g, '$&\r\n ').trimEnd()
  return Buffer.concat([Buffer.from(`${unsigned}${folded}\r\n`, 'latin1'), message])
}

/** Header fields by name; of a name that stands several times the last one. */
function fieldsOf(head: string): Map<string, string> {
  const fields = new Map<string, string>()
  for (const field of head.replace(/\r\n(?=[ \t])/g, '\n').split('\r\n')) {
    const colon = field.indexOf(':')
    if (colon > 0) fields.set(field.slice(0, colon).toLowerCase(), field.slice(colon + 1))
  }
  return fields
}

function relaxed(value: string): string {
  return value
    .replace(/[\r\n]+/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim()
}
