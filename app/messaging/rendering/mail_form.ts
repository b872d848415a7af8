import { createHash } from 'node:crypto'
import { compileEncoded, type EncodedTemplate } from '#messaging/rendering/fast_template'
import { htmlLiquid, textLiquid, variablesIn } from '#messaging/rendering/liquid'

export type MailSource = { subject: string; preheader: string; html: string; text: string }

/** What a filled mail needs beside its body. */
export type Envelope = {
  messageId: string
  from: { address: string; name: string }
  to: { address: string; name?: string | null }
  replyTo?: string | null
  date: Date
  headers: Record<string, string>
}

/**
 * A mail compiled once for thousands of readers. `raw` fills and encodes the whole message, `html` and `text` fill the
 * parts for providers that take these.
 */
export class MailForm {
  readonly variables: string[]
  readonly #boundary: string
  readonly #rawHtml: EncodedTemplate
  readonly #rawText: EncodedTemplate
  readonly #subject
  readonly #preheader
  #parts: {
    html: ReturnType<typeof htmlLiquid.parse>
    text: ReturnType<typeof textLiquid.parse>
  } | null = null

  constructor(readonly source: MailSource) {
    const { subject, preheader, html, text } = source
    this.variables = [...new Set([subject, preheader, html, text].flatMap(variablesIn))]
    this.#boundary = `=_${createHash('sha256').update(html).update(text).digest('hex').slice(0, 24)}`
    this.#rawHtml = compileEncoded(html, 'html')
    this.#rawText = compileEncoded(text, 'text')
    this.#subject = textLiquid.parse(subject)
    this.#preheader = textLiquid.parse(preheader)
  }

  /** The subject and preview text for somebody, without line breaks. */
  heads(values: object): { subject: string; preheader: string } {
    const line = (parts: ReturnType<typeof textLiquid.parse>) =>
      oneLine(textLiquid.renderSync(parts, values) as string)
    return { subject: line(this.#subject), preheader: line(this.#preheader) }
  }

  html(values: object): string {
    return htmlLiquid.renderSync(this.#parsed().html, values) as string
  }

  text(values: object): string {
    return textLiquid.renderSync(this.#parsed().text, values) as string
  }

  /** The message as RFC 5322 has it, quoted-printable, with CRLF and no line that begins with a dot. */
  raw(values: object, subject: string, envelope: Envelope): Buffer {
    const { from, to, replyTo, headers } = envelope
    let head = `From: ${mailbox(from)}\r\nTo: ${mailbox(to)}\r\nSubject: ${encodeHeader(subject)}\r\n`
    if (replyTo) head += `Reply-To: <${oneLine(replyTo)}>\r\n`
    head += `Message-ID: ${envelope.messageId}\r\nDate: ${mailDate(envelope.date)}\r\nMIME-Version: 1.0\r\n`
    for (const name in headers) head += `${name}: ${oneLine(headers[name])}\r\n`
    const part = (type: string) =>
      `--${this.#boundary}\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n`
    return Buffer.from(
      `${head}Content-Type: multipart/alternative; boundary="${this.#boundary}"\r\n\r\n` +
        `${part('text/plain')}${this.#rawText.render(values)}\r\n` +
        `${part('text/html')}${this.#rawHtml.render(values)}\r\n--${this.#boundary}--\r\n`,
      'latin1'
    )
  }

  #parsed() {
    this.#parts ??= {
      html: htmlLiquid.parse(this.source.html),
      text: textLiquid.parse(this.source.text),
    }
    return this.#parts
  }
}

/** A value cannot begin a header of its own. */
export function oneLine(text: string): string {
  return /[\r\n\0]/.test(text) ? text.replace(/[\r\n\0]+/g, ' ') : text
}

/** Words of RFC 2047 where a header is more than ASCII, each at most 75 long and no letter cut in two. */
export function encodeHeader(given: string): string {
  const text = oneLine(given)
  if (/^[\x20-\x7e]*$/.test(text) && text.length < 900) return text
  const words: string[] = []
  let word = ''
  for (const letter of text) {
    if (Buffer.byteLength(word + letter) > 45) {
      words.push(word)
      word = ''
    }
    word += letter
  }
  words.push(word)
  return words.map((one) => `=?utf-8?B?${Buffer.from(one).toString('base64')}?=`).join('\r\n ')
}

function mailbox({ address, name }: { address: string; name?: string | null }): string {
  const at = oneLine(address).replace(/[<>\s]/g, '')
  if (!name) return `<${at}>`
  const words = oneLine(name)
  return /^[\x20-\x7e]*$/.test(words)
    ? `"${words.replace(/[\\"]/g, '\\$&')}" <${at}>`
    : `${encodeHeader(words)} <${at}>`
}

let dated = { second: 0, text: '' }
/** `Sat, 21 Nov 2026 15:04:05 +0000`; thousands of mails share a second. */
function mailDate(date: Date): string {
  const second = Math.floor(date.getTime() / 1000)
  if (dated.second !== second) dated = { second, text: date.toUTCString().replace('GMT', '+0000') }
  return dated.text
}
