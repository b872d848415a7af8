import type { MailLook } from '#messaging/templates/brand'
import { HOUSE_BLOCKS } from '#messaging/templates/compile/house_mjml'
import type { LiquidTokens } from '#messaging/templates/compile/liquid_tokens'
import { markdownToHtml } from '#messaging/templates/compile/markdown'
import type { Format } from '#messaging/templates/writing'

/** A block as it is kept: its format and what was written. */
export type BlockSource = { format: Format; source: string }

/** Blocks by key, read before compiling. */
export type Blocks = ReadonlyMap<string, BlockSource>

/** What is put where a block is asked for. */
export type Fragment = { language: 'mjml' | 'html'; source: string }

/** The block with this key, its Liquid hidden, the house's own before people's; null when there is none. */
export function blockOf(
  key: string,
  { blocks, look, tokens }: { blocks: Blocks; look: MailLook; tokens: LiquidTokens }
): Fragment | null {
  if (Object.hasOwn(HOUSE_BLOCKS, key)) {
    return { language: 'mjml', source: tokens.hide(HOUSE_BLOCKS[key].mjml(look)) }
  }
  const block = blocks.get(key)
  if (!block) return null
  const { format } = block
  const source = tokens.hide(block.source)
  if (format === 'mjml' || format === 'visual') return { language: 'mjml', source: bodyOf(source) }
  return { language: 'html', source: format === 'markdown' ? markdownToHtml(source) : source }
}

/** Keys of blocks that a source asks for. */
export function keysIn(source: string): string[] {
  const keys = [...source.matchAll(/\{%-?\s*render\s+['"]([a-z0-9][a-z0-9_-]{0,79})['"]/g)]
  return [...new Set(keys.map(([, key]) => key))]
}

/** What stands in the body of an MJML document, or all of a fragment. */
export function bodyOf(mjml: string): string {
  return /<mj-body\b[^>]*>([\s\S]*)<\/mj-body>/i.exec(mjml)?.[1] ?? mjml
}

/** Where in MJML something stands: between sections, between columns, within a column, or among words. */
export type Place = 'body' | 'section' | 'column' | 'words'

const PLACES: Record<string, Place> = {
  'mj-body': 'body',
  'mj-wrapper': 'body',
  'mj-section': 'section',
  'mj-group': 'section',
  'mj-column': 'column',
  'mj-hero': 'column',
}

export function placeOf(tag: string): Place | null {
  return PLACES[tag] ?? null
}

/** Puts a block's MJML or HTML in a place: in as many tags as it needs there. Null where it does not fit. */
export function fitInto(place: Place, { language, source }: Fragment): string | null {
  if (place === 'words') return language === 'html' ? source : null
  let [fits, mjml] =
    language === 'html'
      ? (['column', `<mj-text css-class="words">${source}</mj-text>`] as [Place, string])
      : [heightOf(source), source]
  if (fits === 'column' && place !== 'column') {
    mjml = `<mj-column>${mjml}</mj-column>`
    fits = 'section'
  }
  if (fits === 'section' && place === 'body') {
    mjml = `<mj-section mj-class="card" css-class="card">${mjml}</mj-section>`
    fits = 'body'
  }
  // On one line, so that faults keep the line that people see.
  return fits === place ? mjml.replace(/\s*\n\s*/g, ' ') : null
}

/** Between what the outermost tags of a fragment belong. */
function heightOf(mjml: string): Place {
  const tag = /<(mj-[a-z-]+)/.exec(mjml)?.[1] ?? 'mj-text'
  if (['mj-section', 'mj-wrapper', 'mj-hero', 'mj-raw'].includes(tag)) return 'body'
  return tag === 'mj-column' || tag === 'mj-group' ? 'section' : 'column'
}
