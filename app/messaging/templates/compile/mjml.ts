import mjml2html from 'mjml'
import type { MailLook } from '#messaging/templates/brand'
import {
  blockOf,
  type Blocks,
  fitInto,
  placeOf,
  type Place,
} from '#messaging/templates/compile/blocks'
import { COLOR_SCHEME, DARK, HOUSE_ATTRIBUTES } from '#messaging/templates/compile/house_mjml'
import type { LiquidTokens } from '#messaging/templates/compile/liquid_tokens'
import type { Problem } from '#messaging/templates/writing'

/** Tags whose content is words or CSS and no further MJML. */
const WORDS = new Set([
  ...['mj-text', 'mj-button', 'mj-table', 'mj-raw', 'mj-style', 'mj-title', 'mj-preview'],
  ...['mj-navbar-link', 'mj-social-element', 'mj-accordion-title', 'mj-accordion-text'],
])
/** Blocks in blocks in blocks: deeper is a circle. */
const DEEPEST = 4

type Given = { tokens: LiquidTokens; blocks: Blocks; look: MailLook; problems: Problem[] }

/** Compiles MJML whose Liquid is hidden: puts its blocks in, adds the house's head, and tells what is wrong. */
export async function compileMjml(hidden: string, given: Given): Promise<string> {
  const source = withHouseHead(wholeDocument(expand(hidden, 'body', given)), given.tokens)
  try {
    const { html, errors } = await mjml2html(source, {
      validationLevel: 'soft',
      keepComments: false,
      ignoreIncludes: true,
      fonts: {},
    })
    for (const { message, tagName, line } of errors) {
      if (given.tokens.pattern.test(message)) continue
      given.problems.push({
        severity: 'warning',
        message: `<${tagName}>: ${message}`,
        line: line ?? null,
      })
    }
    return html
  } catch (error) {
    const message = (error as Error).message.split('\n')[0].slice(0, 300)
    given.problems.push({
      severity: 'error',
      message: `This MJML cannot be read: ${message}`,
      line: null,
    })
    return ''
  }
}

/**
 * Puts blocks where they are asked for, and wraps other Liquid between sections or columns: MJML drops bare words
 * there.
 */
function expand(hidden: string, outer: Place, given: Given, depth = 0): string {
  const { tokens, problems } = given
  const token = tokens.pattern.source
  const bare = hidden.replace(
    new RegExp(`<mj-raw[^>]*>\\s*(${token})\\s*</mj-raw>`, 'g'),
    (all, one: string) => (tokens.blockAt(one) ? one : all)
  )
  const pieces = new RegExp(
    `<!--[\\s\\S]*?-->|<(/?)([a-zA-Z][\\w-]*)((?:"[^"]*"|'[^']*'|[^'">])*?)(/?)>|${token}`,
    'g'
  )
  const stack: string[] = []
  return bare.replace(
    pieces,
    (all: string, slash?: string, name?: string, _attributes?: string, closed?: string) => {
      const top = stack.at(-1)
      if (name) {
        const tag = name.toLowerCase()
        if (!tag.startsWith('mj')) return all
        if (slash) stack.splice(Math.max(stack.lastIndexOf(tag), 0))
        else if (!closed && !(top && WORDS.has(top))) stack.push(tag)
        return all
      }
      if (all.startsWith('<!--')) return all
      const place = top ? (WORDS.has(top) ? 'words' : placeOf(top)) : outer
      const key = tokens.blockAt(all)
      if (!key)
        return place && place !== 'words' && isInBody(stack) ? `<mj-raw>${all}</mj-raw>` : all
      const block = depth < DEEPEST ? blockOf(key, given) : null
      const fitting = block && place ? fitInto(place, block) : null
      if (fitting === null) {
        problems.push({
          severity: 'error',
          line: null,
          message: complaint(key, depth, block !== null),
        })
        return ''
      }
      return expand(fitting, place!, given, depth + 1)
    }
  )
}

const isInBody = (stack: string[]) => !stack.includes('mj-head')

function complaint(key: string, depth: number, exists: boolean): string {
  if (depth >= DEEPEST) return `The block “${key}” contains itself.`
  if (exists) return `The block “${key}” does not fit there: put it between sections.`
  return `There is no block “${key}”.`
}

function wholeDocument(mjml: string): string {
  if (/<mjml[\s>]/i.test(mjml)) return mjml
  return /<mj-body[\s>]/i.test(mjml)
    ? `<mjml>${mjml}</mjml>`
    : `<mjml><mj-body>${mjml}</mj-body></mjml>`
}

/** Whether the mail's papers are marked, so that they can become dark; one that sets its own scheme is left alone. */
const isPaper = (mjml: string) =>
  !/color-scheme/i.test(mjml) && /css-class="[^"]*\bcard\b/.test(mjml)

/** Adds what the head lacks: the house's attributes, the preview text, dark mode. */
function withHouseHead(mjml: string, tokens: LiquidTokens): string {
  const add = [
    /<mj-attributes[\s>]/i.test(mjml) ? '' : HOUSE_ATTRIBUTES,
    /<mj-preview[\s>]/i.test(mjml) ? '' : '<mj-preview>{{ preheader }}</mj-preview>',
    /<mj-title[\s>]/i.test(mjml) ? '' : '<mj-title>{{ subject }}</mj-title>',
    isPaper(mjml) ? `${COLOR_SCHEME}<mj-style>${DARK}</mj-style>` : '',
  ].join('')
  if (!add) return mjml
  const head = tokens.hide(add.replace(/\s*\n\s*/g, ' '))
  if (/<mj-head\s*\/>/i.test(mjml))
    return mjml.replace(/<mj-head\s*\/>/i, () => `<mj-head>${head}</mj-head>`)
  return /<mj-head[\s>]/i.test(mjml)
    ? mjml.replace(/<mj-head[^>]*>/i, (tag) => tag + head)
    : mjml.replace(/<mjml\b[^>]*>/i, (tag) => `${tag}<mj-head>${head}</mj-head>`)
}
