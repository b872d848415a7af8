import { verifyDkim } from '#sandbox/mail/dkim_check'
import type { Zone } from '#sandbox/dns/zone'

/** What a mail provider would look at: `no` keeps mails from arriving, `warn` makes them worse. */
export type MailCheck = { name: string; outcome: 'yes' | 'warn' | 'no'; text: string }

type Looked = {
  /** The mail as it came; null where a provider's API took its parts. */
  raw: Buffer | null
  headers: Record<string, string>
  subject: string
  html: string | null
  text: string | null
}

/** Gmail cuts a mail off beyond so many bytes of HTML. */
const CUT_BYTES = 102_000
/** RFC 5322, 2.1.1, without the line break. */
const LONGEST_LINE = 998

/** Looks a mail over as its receivers do. */
export function checksOf(mail: Looked, zone: Pick<Zone, 'resolve'>): MailCheck[] {
  return [
    ...(mail.raw ? [signature(mail, zone), form(mail.raw)] : []),
    ...(mail.raw ? [identity(mail)] : []),
    ...oneClick(mail),
    parts(mail),
    filled(mail),
    ...(mail.html
      ? [weight(mail.html), pictures(mail.html), links(mail.html), ...scripts(mail.html)]
      : []),
  ]
}

function signature({ raw, headers }: Looked, zone: Pick<Zone, 'resolve'>): MailCheck {
  const name = 'DKIM'
  const verdict = verifyDkim(raw!, (host) => zone.resolve(host, 'TXT').answers.join(''))
  if (verdict.state === 'none') {
    return { name, outcome: 'warn', text: 'Not signed. Receivers trust signed mails more.' }
  }
  if (verdict.state === 'invalid') return { name, outcome: 'no', text: verdict.why }
  const from = /@([^\s>,;]+)>?\s*$/.exec(headers.from ?? '')?.[1]?.toLowerCase() ?? ''
  const isAligned = from === verdict.domain || from.endsWith(`.${verdict.domain}`)
  return isAligned
    ? { name, outcome: 'yes', text: `Signed by ${verdict.domain}, and its key in DNS agrees.` }
    : { name, outcome: 'warn', text: `Signed by ${verdict.domain}, written from ${from}.` }
}

function form(raw: Buffer): MailCheck {
  const name = 'Form'
  const text = raw.toString('latin1')
  const longest = Math.max(...text.split('\r\n').map(({ length }) => length))
  if (longest > LONGEST_LINE) {
    return { name, outcome: 'no', text: `A line has ${longest} bytes; ${LONGEST_LINE} may be.` }
  }
  return /(^|[^\r])\n|\r(?!\n)/.test(text)
    ? { name, outcome: 'no', text: 'A line ends without CR LF.' }
    : { name, outcome: 'yes', text: `Lines end with CR LF, the longest has ${longest} bytes.` }
}

function identity({ headers }: Looked): MailCheck {
  const name = 'Message-ID and date'
  const lacking = ['message-id', 'date', 'from'].filter(
    (header) => !headers[header] || headers[header].includes('\n')
  )
  if (lacking.length > 0) {
    return { name, outcome: 'no', text: `Not there once: ${lacking.join(', ')}.` }
  }
  return Number.isNaN(Date.parse(headers.date))
    ? { name, outcome: 'no', text: `"${headers.date}" is no date.` }
    : { name, outcome: 'yes', text: headers['message-id'] }
}

/** Mails to many (those with a List-Id) have to offer it: RFC 8058. */
function oneClick({ headers, raw }: Looked): MailCheck[] {
  const name = 'One-click unsubscribe'
  const target = headers['list-unsubscribe'] ?? ''
  if (!target && !headers['list-id']) return []
  if (!/<https?:\/\/[^>]+>/.test(target)) {
    return [{ name, outcome: 'no', text: 'List-Unsubscribe names no web address.' }]
  }
  if (headers['list-unsubscribe-post'] !== 'List-Unsubscribe=One-Click') {
    return [{ name, outcome: 'no', text: 'List-Unsubscribe-Post is not there.' }]
  }
  const signed = /\bh=([^;]+)/.exec(headers['dkim-signature'] ?? '')?.[1].toLowerCase() ?? ''
  const names = signed.split(':').map((one) => one.trim())
  const counts = ['list-unsubscribe', 'list-unsubscribe-post'].every((one) => names.includes(one))
  return raw && !counts
    ? [{ name, outcome: 'warn', text: 'Both headers are there; no signature covers them.' }]
    : [{ name, outcome: 'yes', text: 'Both headers are there.' }]
}

function parts({ html, text }: Looked): MailCheck {
  const name = 'Text part'
  return html && !text?.trim()
    ? { name, outcome: 'warn', text: 'There is HTML alone: some readers see nothing.' }
    : { name, outcome: 'yes', text: html ? 'Beside the HTML.' : 'It is all there is.' }
}

function filled({ subject, html, text }: Looked): MailCheck {
  const left = /\{\{[^}]*\}?\}?|\{%[^%]*%?\}?/.exec(`${subject}\n${text ?? ''}\n${html ?? ''}`)?.[0]
  const name = 'Variables'
  return left
    ? { name, outcome: 'no', text: `Not filled in: ${left.slice(0, 80)}` }
    : { name, outcome: 'yes', text: 'None is left unfilled.' }
}

function weight(html: string): MailCheck {
  const bytes = Buffer.byteLength(html)
  const text = `${Math.ceil(bytes / 1000)} kB of HTML`
  return bytes > CUT_BYTES
    ? { name: 'Weight', outcome: 'warn', text: `${text}: Gmail cuts it off at 102 kB.` }
    : { name: 'Weight', outcome: 'yes', text: `${text}.` }
}

function pictures(html: string): MailCheck {
  const all = html.match(/<img\b[^>]*>/gi) ?? []
  const bare = all.filter((tag) => !/\balt\s*=/i.test(tag)).length
  const name = 'Pictures'
  return bare > 0
    ? { name, outcome: 'warn', text: `${bare} of ${all.length} have no alternative text.` }
    : { name, outcome: 'yes', text: all.length ? `All ${all.length} say what they show.` : 'None.' }
}

function links(html: string): MailCheck {
  const targets = [...html.matchAll(/<a\b[^>]*\bhref\s*=\s*["']([^"']*)["']/gi)].map(([, to]) => to)
  const name = 'Links'
  const dead = targets.filter((to) => !/^(https?:\/\/[^\s/]|mailto:|tel:|sms:)/i.test(to))
  if (dead.length > 0) {
    return { name, outcome: 'no', text: `Leads nowhere: "${dead[0].slice(0, 80)}".` }
  }
  const open = targets.filter(
    (to) =>
      /^http:/i.test(to) && !/^http:\/\/(127\.0\.0\.1|localhost|[^/:]*\.localhost)\b/i.test(to)
  )
  return open.length > 0
    ? { name, outcome: 'warn', text: `${open.length} of ${targets.length} without encryption.` }
    : { name, outcome: 'yes', text: `${targets.length}, all with a target.` }
}

function scripts(html: string): MailCheck[] {
  const text = 'No mail program runs them, and filters refuse the mail.'
  return /<script\b|\son\w+\s*=\s*["']/i.test(html)
    ? [{ name: 'Scripts', outcome: 'no', text }]
    : []
}
