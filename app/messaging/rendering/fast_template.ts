import { Liquid, Tokenizer, TokenKind, type Template, type TopLevelToken } from 'liquidjs'
import { encodePiece, encodeValue } from '#messaging/rendering/quoted_printable'
import { escapeHtml } from '#messaging/rendering/escape_html'
import { htmlLiquid, textLiquid } from '#messaging/rendering/liquid'
import { trackedTagOf } from '#messaging/rendering/tracked_tag'

/** A template whose result is quoted-printable already. */
export type EncodedTemplate = { render(values: object): string }

const word = (value: unknown) => (value === null || value === undefined ? '' : String(value))

const closed = { ownPropertyOnly: true, templates: {}, renderLimit: 2_000, memoryLimit: 20_000_000 }
const encodedHtml = new Liquid({
  ...closed,
  outputEscape: (value) => encodeValue(escapeHtml(word(value))),
})
encodedHtml.registerTag(
  'tracked',
  trackedTagOf((address) => encodeValue(escapeHtml(address)))
)
const encodedText = new Liquid({ ...closed, outputEscape: (value) => encodeValue(word(value)) })

/** Tags that put out what is in them as it stands, and nothing of their own but what is encoded. */
const PLAIN_TAGS =
  /^(if|elsif|else|endif|unless|endunless|case|when|endcase|for|endfor|break|continue|assign|comment|endcomment|tracked|#)$/

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
