import type { Editor } from 'grapesjs'
import type { ComponentPluginOptions } from 'grapesjs-mjml'
import type { CanvasOpening } from './messages'

/** Parts whose looks come from the house's attributes and not from defaults of the editor. */
const PARTS = [
  ...['mj-section', 'mj-wrapper', 'mj-column', 'mj-group', 'mj-hero', 'mj-text', 'mj-button'],
  ...['mj-image', 'mj-divider', 'mj-spacer', 'mj-social', 'mj-social-element', 'mj-body'],
]

/**
 * Makes the canvas show what the mail will be: with the house's attributes, and with the brand where the source asks
 * for it. The source itself keeps its variables.
 */
export function houseComponents({ look, attributes }: Pick<CanvasOpening, 'look' | 'attributes'>) {
  const fill = (text: string) =>
    text.replace(/\{\{-?\s*brand\.(\w+)\s*-?\}\}/g, (_, name: string) => String(look[name] ?? ''))
  const head = `<mj-head>${fill(attributes)}</mj-head>`

  return (editor: Editor, { opt }: ComponentPluginOptions) => {
    const parse = opt.mjmlParser
    opt.mjmlParser = ((mjml: string, options: object) =>
      parse(fill(mjml.replace(/<mjml\b[^>]*>/, (tag) => tag + head)), options)) as typeof parse
    for (const type of PARTS) {
      editor.Components.addType(type, { model: { defaults: { 'style-default': {} } } })
    }
  }
}

/** Tags that close themselves are unknown to the browser's parser. */
export function withClosedTags(mjml: string): string {
  return mjml.replace(/<(mj-[\w-]+)((?:"[^"]*"|'[^']*'|[^'">])*?)\s*\/>/g, '<$1$2></$1>')
}

/** Liquid as it was written: the editor escapes signs in it like those of words. */
export function withPlainLiquid(mjml: string): string {
  const signs: Record<string, string> = {
    'lt': '<',
    'gt': '>',
    'amp': '&',
    'quot': '"',
    'nbsp': ' ',
    '#039': "'",
    '#39': "'",
  }
  return mjml.replace(/\{%[\s\S]*?%\}|\{\{[\s\S]*?\}\}/g, (liquid) =>
    liquid.replace(/&(lt|gt|amp|quot|nbsp|#0?39);/g, (_, name: string) => signs[name])
  )
}
