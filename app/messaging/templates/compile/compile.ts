import { cleanRichText } from '#core/rich_text'
import type { MailLook } from '#messaging/templates/brand'
import { blockOf, type Blocks } from '#messaging/templates/compile/blocks'
import { WORDS } from '#messaging/templates/compile/house_mjml'
import { LiquidTokens } from '#messaging/templates/compile/liquid_tokens'
import { markdownToHtml } from '#messaging/templates/compile/markdown'
import { compileMjml } from '#messaging/templates/compile/mjml'
import { textOf } from '#messaging/templates/compile/text_part'
import type { Compiled, Format, Problem } from '#messaging/templates/writing'

export type Source = {
  format: Format
  source: string
  /** Kept beside the MJML of the visual editor and not needed to compile it. */
  project?: unknown
  /** The text part where it is written by hand. */
  text?: string | null
  /** A block is shown by itself, without the header and footer of a letter. */
  isBlock?: boolean
}

/**
 * Compiles what people wrote into HTML and text that keep their Liquid for each reader; the brand and the blocks
 * are filled in here. Never throws for a bad source: what is wrong stands in `problems`, and the rest is compiled.
 */
export async function compileTemplate(
  { format, source, text, isBlock = false }: Source,
  look: MailLook,
  blocks: Blocks = new Map()
): Promise<Compiled> {
  const tokens = new LiquidTokens(
    source + [...blocks.values()].map((block) => block.source).join(''),
    { ...look }
  )
  const problems: Problem[] = []
  const given = { tokens, blocks, look, problems }
  const hidden = tokens.hide(source)
  let html: string
  if (format === 'mjml' || format === 'visual') html = await compileMjml(hidden, given)
  else if (format === 'html') html = await wholeHtml(await inHtml(hidden, given), given)
  else html = await compileMjml(letter(await words(format, hidden, tokens), given, isBlock), given)

  const plain = withoutScripts(withAbsolutePictures(html, look.url), problems)
  if (tokens.asksBrandInTags) {
    problems.push({
      severity: 'warning',
      line: null,
      message:
        'brand.… is filled in where it is put out, not in conditions. Use {% render "header" %} instead.',
    })
  }
  return {
    html: tokens.show(plain),
    text: text ?? tokens.show(textOf(plain)),
    problems,
  }
}

type Given = { tokens: LiquidTokens; blocks: Blocks; look: MailLook; problems: Problem[] }

async function words(
  format: 'rich' | 'markdown',
  hidden: string,
  tokens: LiquidTokens
): Promise<string> {
  if (format === 'markdown') return markdownToHtml(hidden)
  // Addresses that are Liquid would not pass for addresses.
  const addresses: string[] = []
  const safe = hidden.replace(/(href|src)="([^"]*)"/g, (all, name: string, url: string) => {
    if (!tokens.pattern.test(url)) return all
    return `${name}="https://liquid.invalid/${addresses.push(url) - 1}/"`
  })
  return cleanRichText(safe)
    .replace(/https:\/\/liquid\.invalid\/(\d+)\//g, (_, n: string) => addresses[Number(n)])
    .replace(/ (loading|target|rel)="[^"]*"/g, '')
}

/** Words as a letter: header, one white sheet, footer. Blocks that stand by themselves become sections. */
function letter(html: string, { tokens }: Given, isBlock: boolean): string {
  const alone = new RegExp(`<p>\\s*(${tokens.pattern.source})\\s*</p>`)
  const pieces = html.split(alone).map((piece, n) => {
    if (n % 2 === 1) return tokens.blockAt(piece) ? piece : sheet(`<p>${piece}</p>`)
    return piece.trim() ? sheet(piece) : ''
  })
  const body = pieces.join('')
  const style = `<mj-head><mj-style inline="inline">${WORDS}</mj-style></mj-head>`
  const parts = isBlock ? body : `{% render 'header' %}${body}{% render 'footer' %}`
  return `<mjml>${tokens.hide(style)}<mj-body>${tokens.hide(parts)}</mj-body></mjml>`
}

const sheet = (html: string) =>
  `<mj-section mj-class="card" css-class="card" padding="16px 0"><mj-column><mj-text css-class="words">${html}</mj-text></mj-column></mj-section>`

/** Puts blocks into HTML: those of HTML as they are, those of MJML compiled by themselves. */
async function inHtml(hidden: string, given: Given, depth = 0): Promise<string> {
  const { tokens, problems } = given
  let html = hidden
  for (const [token] of hidden.matchAll(tokens.pattern)) {
    const key = tokens.blockAt(token)
    if (!key) continue
    const block = depth < 4 ? blockOf(key, given) : null
    if (!block) {
      const message =
        depth < 4 ? `There is no block “${key}”.` : `The block “${key}” contains itself.`
      problems.push({ severity: 'error', message, line: null })
    }
    const source = block?.source ?? ''
    const filled =
      block?.language === 'mjml'
        ? insideOf(await compileMjml(source, given))
        : await inHtml(source, given, depth + 1)
    html = html.replace(token, () => filled)
  }
  return html
}

/** The styles and the body of a compiled document, to stand within another one. */
function insideOf(html: string): string {
  const styles = [...html.matchAll(/<style[\s\S]*?<\/style>/g)].map(([style]) => style).join('')
  const body = /<body[^>]*>([\s\S]*)<\/body>/.exec(html)?.[1] ?? html
  // The mail has a preview text of its own.
  return styles + body.replace(/<div style="display:none;[^>]*>[^<]*<\/div>/, '')
}

/** HTML of people as a document, with the preview text in front. */
async function wholeHtml(html: string, { tokens }: Given): Promise<string> {
  const preview = tokens.hide(
    '<div style="display:none;max-height:0;overflow:hidden;opacity:0">{{ preheader }}</div>'
  )
  if (/<body[\s>]/i.test(html)) {
    return /preheader|display:\s*none/i.test(tokens.show(html))
      ? html
      : html.replace(/<body[^>]*>/i, (tag) => tag + preview)
  }
  return tokens.hide(
    `<!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{{ subject }}</title></head><body>${preview}${html}</body></html>`
  )
}

/** Pictures of the library have whole addresses in a mail. */
function withAbsolutePictures(html: string, siteUrl: string): string {
  return html.replace(
    /(\s(?:src|background)=["']|url\(["']?)(\/media\/[0-9a-f-]{36})/gi,
    (_, before: string, path: string) => `${before}${siteUrl}${path}`
  )
}

/** No mail reader runs scripts, and no preview or archive of ours shall. */
function withoutScripts(html: string, problems: Problem[]): string {
  const clean = html
    .replace(/<script\b[\s\S]*?(<\/script\s*>|$)/gi, '')
    .replace(/<(iframe|object|embed|form)\b[\s\S]*?(<\/\1\s*>|$)/gi, '')
    .replace(/(<[a-z][^>]*?)\son[a-z]+\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, '$1')
    .replace(/((?:href|src)\s*=\s*["']?)\s*(?:javascript|vbscript|data:text)[^"'\s>]*/gi, '$1#')
  if (clean !== html) {
    problems.push({
      severity: 'warning',
      line: null,
      message: 'Scripts, frames and forms do not work in mails and were left out.',
    })
  }
  return clean
}
