import { Liquid, Tokenizer, TokenKind, type Template, type TopLevelToken } from 'liquidjs'
import { CLOSED } from '#messaging/rendering/limits'

/** Values as a part of an address: they cannot become more of it than was meant. */
const engine = new Liquid({ ...CLOSED, outputEscape: (value) => component(value) })
engine.registerFilter('path_part', (value) => component(value).replaceAll('%2F', '/'))

/** Compiles an address with Liquid in it. What it makes for a reader is an address whose values are encoded. */
export function parseAddress(source: string): Template[] {
  let before = ''
  const text = new Tokenizer(source)
    .readTopLevelTokens()
    .map((token) => {
      const piece = encoded(token, before)
      before += token.kind === TokenKind.HTML ? token.getText() : 'x'
      return piece
    })
    .join('')
  return engine.parse(text)
}

/** Where a value stands decides how it is encoded; who encodes it in the mail is not outdone. */
function encoded(token: TopLevelToken, before: string): string {
  const text = token.getText()
  if (token.kind !== TokenKind.Output) return text
  const by = (filters: string) => text.replace(/\s*(-?\}\})$/, ` | ${filters} $1`)
  // Without anything before it, the value is itself an address, or its beginning.
  if (before === '') return by('raw')
  if (/\|\s*(?:url_encode|url_escape|cgi_escape|uri_escape|raw)\s*-?\}\}$/.test(text))
    return by('raw')
  const isInPath = /^\w+:\/\/[^/?#]*\/[^?#]*$|^[^:/?#]+\/[^?#]*$/.test(before)
  return isInPath ? by('path_part | raw') : text
}

function component(value: unknown): string {
  const text = value === null || value === undefined ? '' : String(value)
  return encodeURIComponent(text.toWellFormed())
}

const HARMLESS = /^(?:https?|mailto|tel|sms):/i
const LONGEST = 4000

/** Whether an address that was made for a reader can be led over ours. */
export function isPage(address: string): boolean {
  return /^https?:\/\//i.test(address) && address.length <= LONGEST && URL.canParse(address)
}

/** An address that stays as it is in the mail: one of another kind than links have leads nowhere. */
export function harmless(address: string): string {
  return /^[a-z][a-z0-9+.-]*:/i.test(address) && !HARMLESS.test(address) ? '#' : address
}
