import type { Liquid, Template } from 'liquidjs'
import { InvalidRequest } from '#core/api/invalid_request'
import { Tenant } from '#core/tenancy/tenant'
import { linkVariables } from '#messaging/messages/links'
import type { Recipient } from '#messaging/messages/recipient'
import type { MessageSource } from '#messaging/messages/source'
import { htmlLiquid, textLiquid } from '#messaging/rendering/liquid'
import { contactValues } from '#messaging/rendering/person'
import type { UsableSender } from '#messaging/senders/senders'
import { mailLook } from '#messaging/templates/brand'
import { textOf } from '#messaging/templates/compile/text_part'

/** What a message says. `html` is empty where only a text was given. */
export type Filled = { subject: string; preheader: string; html: string; text: string }

const LONGEST_SUBJECT = 400
/** Others wait meanwhile: a part that takes longer than this many milliseconds is refused. */
const RENDER_MS = 500

type Given = { recipient: Recipient; sender: UsableSender; data: Record<string, unknown> }

/** Fills a message in. Throws InvalidRequest at `/data` for what Liquid cannot do with it, and for an empty subject. */
export async function fill(source: MessageSource, given: Given): Promise<Filled> {
  const values = await valuesFor(given)
  const subject = line(source.subject, values)
  if (subject === '' || subject.length > LONGEST_SUBJECT) {
    const field = source.templateId ? 'template' : 'subject'
    const message =
      subject === ''
        ? 'The subject is empty once it is filled in'
        : `The subject has more than ${LONGEST_SUBJECT} characters once it is filled in`
    throw new InvalidRequest([{ field, message }])
  }
  const preheader = line(source.preheader, values)
  const all = { ...values, subject, preheader }
  const html = source.html ? render(htmlLiquid, source.html, all) : ''
  const text = source.text ? render(textLiquid, source.text, all) : textOf(html)
  return { subject, preheader, html, text }
}

async function valuesFor({ recipient, sender, data }: Given): Promise<Record<string, unknown>> {
  const look = await mailLook()
  const { name, url, address } = look
  return {
    contact: recipient.person
      ? contactValues({ ...recipient.person, email: recipient.address })
      : { email: recipient.address, full_name: recipient.name ?? '', custom: {} },
    organization: { id: Tenant.id(), name, url, address },
    sender: { name: sender.name, address: sender.address },
    campaign: { name: '' },
    brand: look,
    data,
    ...linkVariables(url),
  }
}

const line = (parts: Template[], values: object) =>
  render(textLiquid, parts, values)
    .replace(/[\r\n]+/g, ' ')
    .trim()

function render(engine: Liquid, parts: Template[], values: object): string {
  try {
    return engine.renderSync(parts, values, { renderLimit: RENDER_MS }) as string
  } catch (error) {
    const message = `Liquid cannot fill this in: ${(error as Error).message}`
    throw new InvalidRequest([{ field: 'data', message }])
  }
}
