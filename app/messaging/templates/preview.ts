import { Tenant } from '#core/tenancy/tenant'
import { htmlLiquid, textLiquid, VARIABLES } from '#messaging/rendering/liquid'
import { contactValues } from '#messaging/rendering/person'
import { type MailLook, mailLook } from '#messaging/templates/brand'
import { compileNow } from '#messaging/templates/compile_now'
import { readerOf } from '#messaging/queries/templates/readers'
import type { Compiled, Writing } from '#messaging/templates/writing'

export type Filled = { subject: string; preheader: string; html: string; text: string }

/**
 * What a mail says to a contact; to an example reader without one. Links to unsubscribe and the like lead to the site:
 * nobody is unsubscribed by trying a mail.
 */
export async function valuesFor(contactId: string | null): Promise<Record<string, unknown>> {
  const [reader, look] = await Promise.all([contactId ? readerOf(contactId) : null, mailLook()])
  const { name, url, address } = look
  return {
    contact: reader ? contactValues(reader) : exampleReader(),
    organization: { id: Tenant.id(), name, url, address },
    sender: { name, address: look.support_email },
    campaign: { name: 'Preview' },
    data: {},
    brand: look,
    unsubscribe_url: `${url}/`,
    preferences_url: `${url}/`,
    view_url: `${url}/`,
  } satisfies Record<string, unknown> & { brand: MailLook }
}

/** The example of the catalogue of variables. */
function exampleReader(): Record<string, unknown> {
  const own = Object.entries(VARIABLES).filter(([name]) => name.startsWith('contact.'))
  return {
    ...Object.fromEntries(
      own.map(([name, { example }]) => [name.slice('contact.'.length), example])
    ),
    custom: {},
  }
}

/** Fills a compiled mail; what Liquid cannot read is shown in its place, as text. */
export function fill(
  { subject, preheader, html, text }: Filled,
  values: Record<string, unknown>
): Filled {
  const head = { subject: line(subject, values), preheader: line(preheader, values) }
  const all = { ...values, ...head }
  return {
    ...head,
    html: safely(html, (source) => htmlLiquid.parseAndRenderSync(source, all) as string),
    text: safely(text, (source) => textLiquid.parseAndRenderSync(source, all) as string),
  }
}

const line = (source: string, values: Record<string, unknown>) =>
  safely(source, (one) => textLiquid.parseAndRenderSync(one, values) as string).replace(
    /[\r\n]+/g,
    ' '
  )

function safely(source: string, render: (source: string) => string): string {
  try {
    return render(source)
  } catch {
    return source
  }
}

/** Compiles and fills a writing, as the editor's preview and test mails show it. */
export async function previewOf(
  template: { format: string; kind: string },
  writing: Writing,
  contactId: string | null
): Promise<{ compiled: Compiled; filled: Filled }> {
  const [compiled, values] = await Promise.all([
    compileNow(template, writing),
    valuesFor(contactId),
  ])
  return {
    compiled,
    filled: fill({ ...writing, html: compiled.html, text: compiled.text }, values),
  }
}
