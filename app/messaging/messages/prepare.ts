import { type Fault, InvalidRequest } from '#core/api/invalid_request'
import type { Attachment } from '#core/mail/hand_over'
import { Refusal } from '#core/http/refusal'
import Sender from '#messaging/models/sender'
import { readAttachments } from '#messaging/messages/attachments'
import { fill, type Filled } from '#messaging/messages/filled'
import { METADATA_KEY, type MessageBody, MOST_METADATA } from '#messaging/messages/message_body'
import { readAddress, type Recipient, recipientOf } from '#messaging/messages/recipient'
import { sourceOf } from '#messaging/messages/source'
import { senderOf, type UsableSender } from '#messaging/senders/senders'

/** A message that is ready to be queued. */
export type PreparedMessage = Filled & {
  recipient: Recipient
  /** Null for whatever is the default sender when it leaves. */
  senderId: string | null
  templateId: string | null
  templateVersion: number | null
  replyTo: string | null
  attachments: Attachment[]
  metadata: Record<string, string>
}

const MOST_DATA = 200_000

/** Checks all that was said, and fills the message in. Throws InvalidRequest with all faults of its form, and Refusal. */
export async function prepareMessage(body: MessageBody): Promise<PreparedMessage> {
  const { attachments, faults } = readAttachments(body.attachments ?? [])
  const all = [...faultsOfForm(body), ...faults]
  if (all.length > 0) throw new InvalidRequest(all)
  if (body.reply_to) readAddress('reply_to', body.reply_to)
  const recipient = await recipientOf(body)
  const sender = await senderFor(body.from ?? null)
  const source = await sourceOf(body)
  const data = (body.data ?? {}) as Record<string, unknown>
  return {
    ...(await fill(source, { recipient, sender, data })),
    recipient,
    senderId: body.from ? sender.id : null,
    templateId: source.templateId,
    templateVersion: source.version,
    replyTo: body.reply_to ?? null,
    attachments,
    metadata: body.metadata ?? {},
  }
}

function faultsOfForm(body: MessageBody): Fault[] {
  const faults: Fault[] = []
  const add = (field: string, message: string) => faults.push({ field, message })
  if (!body.to && !body.contact_id) add('to', 'Say whom it goes to: `to` or `contact_id`')
  if (body.to && body.contact_id) add('contact_id', 'Give `to` or `contact_id`, not both')
  if (body.template) {
    for (const part of ['html', 'text'] as const) {
      if (body[part]) add(part, 'A template has its own words')
    }
  } else {
    if (!body.html && !body.text) add('html', 'Give a `template`, or `html` or `text`')
    if (!body.subject) add('subject', 'A message without a template needs a subject')
    if (body.template_version) add('template_version', 'There is no template')
  }
  if (JSON.stringify(body.data ?? {}).length > MOST_DATA) add('data', 'This has more than 200 kB')
  const keys = Object.keys(body.metadata ?? {})
  if (keys.length > MOST_METADATA) add('metadata', `There are ${MOST_METADATA} entries at most`)
  if (!keys.every((key) => METADATA_KEY.test(key))) {
    add('metadata', 'Keys have up to 40 letters, digits, “_”, “.” and “-”')
  }
  return faults
}

async function senderFor(named: string | null): Promise<UsableSender> {
  try {
    return await senderOf(named && (await senderIdOf(named)))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new InvalidRequest([{ field: 'from', message: error.message }])
  }
}

/** Of the sender that is meant by its id or its address. */
async function senderIdOf(named: string): Promise<string> {
  if (!named.includes('@')) return named
  const address = readAddress('from', named)
  const sender = await Sender.query().where('addressNorm', address).whereNull('archivedAt').first()
  return sender?.id ?? refuseSender()
}

function refuseSender(): never {
  throw new InvalidRequest([{ field: 'from', message: 'There is no such sender' }])
}
