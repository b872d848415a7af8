export type HtmlPiece =
  | { kind: 'open'; name: string; attributes: Record<string, string>; isVoid: boolean }
  | { kind: 'close'; name: string }
  | { kind: 'text'; text: string }

const VOID = new Set(['area', 'br', 'col', 'hr', 'img', 'input', 'link', 'meta', 'source', 'wbr'])
const PIECE =
  /<!--[\s\S]*?-->|<!doctype[^>]*>|<(style|script|title)\b[\s\S]*?<\/\1\s*>|<(\/?)([a-zA-Z][\w:-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>/gi
const ATTRIBUTE = /([^\s=/"'<>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?/g

/** Takes compiled HTML apart, in order: tags with their attributes and words; no comments, styles and scripts. */
export function* scanHtml(html: string): Generator<HtmlPiece> {
  let at = 0
  for (const match of html.matchAll(PIECE)) {
    if (match.index > at) yield { kind: 'text', text: html.slice(at, match.index) }
    at = match.index + match[0].length
    const [, , slash, name, rest] = match
    if (!name) continue
    if (slash) yield { kind: 'close', name: name.toLowerCase() }
    else yield open(name.toLowerCase(), rest)
  }
  if (at < html.length) yield { kind: 'text', text: html.slice(at) }
}

function open(name: string, rest: string): HtmlPiece {
  const attributes: Record<string, string> = {}
  for (const [, key, value = ''] of rest.matchAll(ATTRIBUTE)) {
    attributes[key.toLowerCase()] ??= decode(value.replace(/^(["'])([\s\S]*)\1$/, '$2'))
  }
  return { kind: 'open', name, attributes, isVoid: VOID.has(name) || /\/\s*$/.test(rest) }
}

const ENTITIES: Record<string, string> = {
  'amp': '&',
  'lt': '<',
  'gt': '>',
  'quot': '"',
  'nbsp': ' ',
  '#39': "'",
  '#34': '"',
}

/** The few entities that addresses and words are made with. */
export function decode(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|nbsp|#39|#34);/g, (_, name: string) => ENTITIES[name])
}
