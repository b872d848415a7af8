import type { Template } from 'liquidjs'
import { type Fault, InvalidRequest } from '#core/api/invalid_request'
import type { MessageBody } from '#messaging/messages/message_body'
import { htmlLiquid, textLiquid } from '#messaging/rendering/liquid'
import { compileNow } from '#messaging/templates/compile_now'
import MailTemplate from '#messaging/templates/models/mail_template'
import MailTemplateVersion from '#messaging/templates/models/mail_template_version'

/** What is to be filled in; null where there is no such part. */
export type MessageSource = {
  templateId: string | null
  version: number | null
  subject: Template[]
  preheader: Template[]
  html: Template[] | null
  text: Template[] | null
}

type Parts = Pick<MessageSource, 'subject' | 'preheader' | 'html' | 'text'>
type Kept = { parts: Promise<Parts>; until: number }

/**
 * Compiled versions of templates. Compiling takes long enough to be felt at twenty messages a second; a changed brand
 * or block is in the mails after half a minute, a new version at once.
 */
const compiled = new Map<string, Kept>()
const KEPT_MS = 30_000
const MOST_KEPT = 200

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** The words of a message: of a template, or its own. Throws InvalidRequest. */
export async function sourceOf(body: MessageBody): Promise<MessageSource> {
  if (!body.template) return ownWords(body)
  const template = await templateOf(body.template)
  const version = await versionOf(template, body.template_version)
  const parts = await partsOf(template, version)
  return {
    ...parts,
    subject: body.subject ? parse('subject', body.subject) : parts.subject,
    templateId: version.templateId,
    version: version.version,
  }
}

function ownWords({ subject, html, text }: MessageBody): MessageSource {
  return {
    templateId: null,
    version: null,
    subject: parse('subject', subject!),
    preheader: [],
    html: html ? parse('html', html) : null,
    text: text ? parse('text', text) : null,
  }
}

async function templateOf(name: string): Promise<MailTemplate> {
  const template = await MailTemplate.query()
    .where(UUID.test(name) ? 'id' : 'key', name.toLowerCase())
    .where('kind', 'mail')
    .whereNull('archivedAt')
    .first()
  return template ?? refuse({ field: 'template', message: 'There is no such template' })
}

async function versionOf(template: MailTemplate, number: number | undefined) {
  const version = await MailTemplateVersion.query()
    .where({ templateId: template.id, version: number ?? template.version })
    .first()
  return version ?? refuse({ field: 'template_version', message: 'There is no such version' })
}

function partsOf(template: MailTemplate, version: MailTemplateVersion): Promise<Parts> {
  const now = Date.now()
  const known = compiled.get(version.id)
  if (known && known.until > now) return known.parts
  if (compiled.size >= MOST_KEPT) compiled.clear()
  const parts = compile(template, version)
  // What failed is tried again by the next who asks.
  parts.catch(() => compiled.delete(version.id))
  compiled.set(version.id, { parts, until: now + KEPT_MS })
  return parts
}

async function compile(template: MailTemplate, { writing }: MailTemplateVersion): Promise<Parts> {
  const { html, text } = await compileNow(template, writing)
  return {
    subject: parse('template', writing.subject),
    preheader: parse('template', writing.preheader),
    html: parse('template', html, htmlLiquid),
    text: parse('template', text),
  }
}

function parse(field: string, words: string, engine = field === 'html' ? htmlLiquid : textLiquid) {
  try {
    return engine.parse(words)
  } catch (error) {
    return refuse({ field, message: `Liquid does not read this: ${(error as Error).message}` })
  }
}

function refuse(fault: Fault): never {
  throw new InvalidRequest([fault])
}
