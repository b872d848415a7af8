import { readFile } from 'node:fs/promises'
import { Liquid } from 'liquidjs'
import mjml2html from 'mjml'
import app from '@adonisjs/core/services/app'
import type { Brand } from '#core/mail/brand'
import type { Composed } from '#core/mail/mail'

const liquid = new Liquid({ outputEscape: 'escape', cache: true })
const plain = new Liquid({ cache: true })
const compiled = new Map<
  string,
  Promise<{ html: ReturnType<Liquid['parse']>; text: ReturnType<Liquid['parse']> }>
>()

/**
 * Fills a mail's templates. MJML is compiled once per process and keeps its
 * Liquid tags, so that a mail costs a render of Liquid and not of MJML.
 */
export async function renderMail(
  composed: Composed,
  brand: Brand,
  locale: string
): Promise<{ html: string; text: string }> {
  if (composed.whole) return composed.whole
  const template = await load(composed.template)
  const data = {
    ...composed.data,
    subject: composed.subject,
    preheader: composed.preheader,
    brand,
    locale,
  }
  const [html, text] = await Promise.all([
    liquid.render(template.html, data),
    plain.render(template.text, data),
  ])
  return { html, text }
}

function load(name: string) {
  const known = compiled.get(name)
  if (known) return known
  const compiling = compile(name)
  compiled.set(name, compiling)
  // A template that was mended is read again.
  compiling.catch(() => compiled.delete(name))
  return compiling
}

async function compile(name: string) {
  const read = (file: string) => readFile(app.makePath('resources/mails', file), 'utf8')
  const [layout, body, textLayout, text] = await Promise.all([
    read('layout.mjml'),
    read(`${name}.mjml`),
    read('layout.txt'),
    read(`${name}.txt`),
  ])
  const { html, errors } = await mjml2html(layout.replace('<!-- body -->', body), {
    validationLevel: 'soft',
  })
  const faults = errors.filter((fault) => !/\{\{/.test(fault.message))
  if (faults.length > 0)
    throw new Error(`resources/mails/${name}.mjml: ${faults[0].formattedMessage}`)
  return { html: liquid.parse(html), text: plain.parse(textLayout.replace('<!-- body -->', text)) }
}
