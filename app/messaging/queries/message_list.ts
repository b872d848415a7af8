import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'
import { errors } from '@adonisjs/lucid'
import db from '@adonisjs/lucid/services/db'
import { sandbox } from '#config/app'
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

/**
 * Messages, the newest first. Ids are in the order of time, and each index that a filter has ends in them: rows are
 * read along the index of the narrowest filter, and the others looked up one by one, until a page is full.
 */
export async function messageList(
  filters: MessageFilters,
  { cursor, perPage, scope }: { cursor?: string | null; perPage?: number; scope: string }
): Promise<KeysetPage<MessageRow>> {
  const { address, addressBegins, state, metadata, since } = filters
  const { query, id } = beginning(filters)
  query.select(db.raw(COLUMNS))
  if (address) query.where('m.address_norm', address)
  if (addressBegins) query.whereRaw('m.address_norm like ?', [`${escaped(addressBegins)}%`])
  if (state) query.whereRaw(OF_STATE[state])
  if (since) {
    query.where('m.created_at', '>=', since)
    // Ids are made by the real clock, which the sandbox's may be away from.
    if (!sandbox.on) query.where(id, '>=', idBefore(since))
  }
  return keysetPage<MessageRow>(query, {
    columns: [[id, 'desc']],
    cursor,
    perPage,
    scope: `${scope}:${JSON.stringify([address, addressBegins, state, metadata, since])}`,
  })
}

// `offset 0`: the planner would rather merge with the mails of all organizations, the newest first.
const MAIL = 'join lateral (select * from outgoing_mails x where x.id = m.id offset 0) o on true'
const MESSAGE = (id: string) =>
  `join lateral (select * from messages x where x.organization_id = ? and x.id = ${id} offset 0) m on true`

/** The table whose index is read, and its column with the id. */
function beginning({ address, addressBegins, state, metadata }: MessageFilters) {
  const owner = Tenant.id()
  if (metadata) {
    const query = db.from('message_metadata as d').joinRaw(MESSAGE('d.message_id'), [owner])
    query.joinRaw(MAIL).where({ 'd.organization_id': owner, 'd.key': metadata.key })
    return { query: query.where('d.value', metadata.value), id: 'd.message_id' }
  }
  if (state && state !== 'sent' && !address && !addressBegins) {
    const query = db.from('outgoing_mails as o').joinRaw(MESSAGE('o.id'), [owner])
    return { query: query.where('o.organization_id', owner), id: 'o.id' }
  }
  const query = db.from('messages as m').joinRaw(MAIL).where('m.organization_id', owner)
  return { query, id: 'm.id' }
}

/** Below all ids that were made at a moment or later, and a little before. */
function idBefore(since: string): string {
  const ms = Math.max(DateTime.fromISO(since).toMillis() - 600_000, 0)
  const hex = Math.min(ms, 2 ** 48 - 1)
    .toString(16)
    .padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`
}

/** As words of the statement: the index of what was not sent is partial. */
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
