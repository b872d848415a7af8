import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { errors } from '@adonisjs/lucid'
import db from '@adonisjs/lucid/services/db'
import { sql } from '#core/database/sql'
import { keysetPage, type KeysetPage } from '#core/http/keyset'
import { Tenant } from '#core/tenancy/tenant'

export const MESSAGE_STATES = ['queued', 'sending', 'sent', 'failed', 'cancelled'] as const
export type MessageState = (typeof MESSAGE_STATES)[number]

export type MessageRow = {
  id: string
  state: MessageState
  address: string
  name: string | null
  contactId: string | null
  subject: string
  senderId: string | null
  templateId: string | null
  templateVersion: number | null
  replyTo: string | null
  attachments: { name: string; type: string; size: number }[]
  metadata: Record<string, string>
  attempts: number
  /** Bits of MARK. */
  marks: number
  messageId: string
  /** What the provider answered when it took the message. */
  reply: string | null
  /** Why it was not taken; the last reason while it is tried again. */
  error: string | null
  createdAt: Date
  sentAt: Date | null
}

const COLUMNS = `m.id, o.state, o.to_address as address, o.to_name as name, o.contact_id as "contactId", m.subject,
  m.sender_id as "senderId", m.template_id as "templateId", m.template_version as "templateVersion",
  m.reply_to as "replyTo", m.attachments, m.metadata, o.attempts, o.marks, o.message_id as "messageId",
  case when o.state = 'sent' then o.last_reply end as reply,
  case o.state when 'sent' then null when 'cancelled' then o.last_reply else o.last_error end as error,
  m.created_at as "createdAt", o.sent_at as "sentAt"`

export type MessageFilters = {
  /** Normalised. */
  address?: string | null
  /** Addresses that begin so, normalised as far as it goes. */
  addressBegins?: string | null
  state?: MessageState | null
  metadata?: { key: string; value: string } | null
  /** ISO 8601. */
  since?: string | null
}

/** Messages, the newest first. */
export async function messageList(
  { address, addressBegins, state, metadata, since }: MessageFilters,
  { cursor, perPage, scope }: { cursor?: string | null; perPage?: number; scope: string }
): Promise<KeysetPage<MessageRow>> {
  const owner = Tenant.id()
  const query = db
    .from('messages as m')
    .joinRaw('join outgoing_mails o on o.id = m.id')
    .where('m.organization_id', owner)
    .select(db.raw(COLUMNS))
  if (address) query.where('m.address_norm', address)
  if (addressBegins) query.whereRaw('m.address_norm like ?', [`${escaped(addressBegins)}%`])
  // As words of the statement: the index of what was not sent is partial.
  if (state) query.whereRaw(`o.organization_id = ? and ${OF_STATE[state]}`, [owner])
  if (since) query.where('m.created_at', '>=', since)
  if (metadata) {
    query
      .joinRaw(
        'join message_metadata d on d.organization_id = m.organization_id and d.message_id = m.id'
      )
      .where({ 'd.organization_id': owner, 'd.key': metadata.key, 'd.value': metadata.value })
  }
  // Ids are in the order of time, and the index of each filter ends in them.
  return keysetPage<MessageRow>(query, {
    columns: [[metadata ? 'd.message_id' : 'm.id', 'desc']],
    cursor,
    perPage,
    scope: `${scope}:${JSON.stringify([address, addressBegins, state, metadata, since])}`,
  })
}

const OF_STATE = Object.fromEntries(
  MESSAGE_STATES.map((state) => [state, `o.mail = 'messaging/message' and o.state = '${state}'`])
) as Record<MessageState, string>

const escaped = (text: string) => text.replace(/[\\%_]/g, '\\$&')

/** A message. Throws E_ROW_NOT_FOUND. */
export async function messageOrFail(
  id: string,
  client?: TransactionClientContract
): Promise<MessageRow> {
  const [row] = await sql<MessageRow>(
    `select ${COLUMNS} from messages m join outgoing_mails o on o.id = m.id
     where m.organization_id = ? and m.id = ?`,
    [Tenant.id(), id],
    client
  )
  if (!row) throw new errors.E_ROW_NOT_FOUND()
  return row
}

export type MessageEvent = {
  kind: string
  human: number | null
  link: number | null
  detail: Record<string, unknown>
  happenedAt: Date
}

/** What happened to a message after it left, in the order in which it did. */
export function eventsOfMessage(id: string): Promise<MessageEvent[]> {
  return sql<MessageEvent>(
    `select kind, human, link, detail, happened_at as "happenedAt" from send_events
     where organization_id = ? and mail_id = ? order by happened_at, id limit 500`,
    [Tenant.id(), id]
  )
}
