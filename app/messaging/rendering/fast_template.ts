import { Liquid, Tokenizer, TokenKind, type Template, type TopLevelToken } from 'liquidjs'
import { encodePiece, encodeValue } from '#messaging/rendering/quoted_printable'
import { htmlLiquid, textLiquid } from '#messaging/rendering/liquid'

/** A template whose result is quoted-printable already. */
export type EncodedTemplate = { render(values: object): string }

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
}
const escapeHtml = (text: string) =>
  /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]) : text

const word = (value: unknown) => (value === null || value === undefined ? '' : String(value))

const closed = { ownPropertyOnly: true, templates: {}, renderLimit: 2_000, memoryLimit: 20_000_000 }
const encodedHtml = new Liquid({
  ...closed,
  outputEscape: (value) => encodeValue(escapeHtml(word(value))),
})
const encodedText = new Liquid({ ...closed, outputEscape: (value) => encodeValue(word(value)) })

/** Tags that put out what is in them as it stands, and nothing of their own. */
const PLAIN_TAGS =
  /^(if|elsif|else|endif|unless|endunless|case|when|endcase|for|endfor|break|continue|assign|comment|endcomment|#)$/

/**
 * Compiles a template so that a mail costs its personal parts only: what is the same for all is encoded once, and
 * values are encoded as they are put in. Templates that catch their own output (`capture`, `raw` and the like) are
 * filled first and encoded as a whole.
 */
export function compileEncoded(source: string, kind: 'html' | 'text'): EncodedTemplate {
  const tokens = new Tokenizer(source).readTopLevelTokens()
  const plain = kind === 'html' ? htmlLiquid : textLiquid
  const whole = plain.parse(source)
  if (!tokens.every(isPlain)) {
    return { render: (values) => encodePiece(plain.renderSync(whole, values) as string) }
  }
  const engine = kind === 'html' ? encodedHtml : encodedText
  const parts: Template[] = engine.parse(tokens.map(encodeToken).join(''))
  return { render: (values) => engine.renderSync(parts, values) as string }
}

function isPlain(token: TopLevelToken): boolean {
  const text = token.getText()
  if (token.kind === TokenKind.HTML) return !/\{[{%]/.test(text)
  if (token.kind === TokenKind.Output) return !/\|\s*raw\b/.test(text)
  return PLAIN_TAGS.test(/^\{%-?\s*([a-z#]+)/.exec(text)?.[1] ?? '')
}

/** Blanks are trimmed here, where they are still blanks. */
function encodeToken(token: TopLevelToken): string {
  if (token.kind === TokenKind.HTML) {
    return encodePiece((token as unknown as { getContent(): string }).getContent())
  }
  return token
    .getText()
    .replace(/^\{([{%])-/, '{$1')
    .replace(/-([}%])\}$/, '$1}')
}
