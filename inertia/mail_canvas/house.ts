import type { Component, Editor } from 'grapesjs'
import type { ComponentPluginOptions } from 'grapesjs-mjml'
import type { CanvasOpening } from './messages'

/** Parts whose looks come from the house's attributes and not from defaults of the editor. */
const PARTS = [
  ...['mj-section', 'mj-wrapper', 'mj-column', 'mj-group', 'mj-hero', 'mj-text', 'mj-button'],
  ...['mj-image', 'mj-divider', 'mj-spacer', 'mj-social', 'mj-social-element', 'mj-body'],
]

const LINK = { type: 'text', name: 'href', label: 'Link', placeholder: 'https://' }

/** What can be set of a part beside its look. */
const SETTINGS: Record<string, object[]> = {
  'mj-button': [LINK],
  'mj-image': [
    {
      type: 'button',
      text: 'Choose a picture',
      full: true,
      command: (editor: Editor) =>
        editor.runCommand('open-assets', { target: editor.getSelected(), types: ['image'] }),
    },
    { type: 'text', name: 'alt', label: 'Description', placeholder: 'What it shows' },
    LINK,
  ],
}

/**
 * Makes the canvas show what the mail will be: with the house's attributes, and with the brand where the source asks
 * for it. The source itself keeps its variables.
 */
export function houseComponents({
  look,
  attributes,
  blocks,
}: Pick<CanvasOpening, 'look' | 'attributes' | 'blocks'>) {
  const fill = (text: string) =>
    text.replace(/\{\{-?\s*brand\.(\w+)\s*-?\}\}/g, (_, name: string) => String(look[name] ?? ''))
  const head = `<mj-head>${fill(attributes)}</mj-head>`

  return (editor: Editor, { opt }: ComponentPluginOptions) => {
    const parse = opt.mjmlParser
    opt.mjmlParser = ((mjml: string, options: object) =>
      parse(fill(mjml.replace(/<mjml\b[^>]*>/, (tag) => tag + head)), options)) as typeof parse
    for (const type of PARTS) {
      const defaults = { 'style-default': {}, 'traits': SETTINGS[type] ?? [] }
      editor.Components.addType(type, { model: { defaults } as never })
    }
    editor.Components.addType('mj-raw', { view: rawView(blocks, String(look.background)) as never })
  }
}

type RawView = {
  el: HTMLElement
  model: Component
  renderAttributes(): void
  renderStyle(): void
  postRender(): void
}

/** Blocks and Liquid between sections: what they say is filled in later, so that the canvas shows their names. */
function rawView(blocks: CanvasOpening['blocks'], background: string) {
  return {
    render(this: RawView) {
      this.renderAttributes()
      const source = this.model
        .components()
        .map((one: Component) => one.toHTML())
        .join('')
      const key = /\{%-?\s*render\s+['"]([\w-]+)['"]/.exec(source)?.[1]
      const box = this.el.ownerDocument.createElement('div')
      box.style.cssText =
        'max-width:600px;margin:0 auto;box-sizing:border-box;padding:20px 32px;border:1px dashed #a8a29e;' +
        'background:#fafaf9;color:#57534e;font:14px/20px system-ui,sans-serif;text-align:center'
      box.textContent = key
        ? `Block: ${blocks.find((one) => one.key === key)?.name ?? key}`
        : withPlainLiquid(source)
      this.el.replaceChildren(box)
      this.renderStyle()
      this.el.style.background = background
      this.postRender()
      return this
    },
  }
}

/** Words show the brand as it is: the canvas draws them without asking for variables. */
export function withBrandInWords(mjml: string, look: Record<string, unknown>): string {
  return mjml.replace(/(<mj-text\b[^>]*>)([\s\S]*?)(<\/mj-text>)/g, (_, open, words, close) => {
    const filled = words.replace(/\{\{-?\s*brand\.(\w+)\s*-?\}\}/g, (_all: string, name: string) =>
      String(look[name] ?? '')
    )
    return open + filled + close
  })
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
