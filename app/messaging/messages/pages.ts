import { appUrl } from '#config/app'
import type { Staff } from '#identity/staff'
import { marksOf } from '#messaging/messages/resource'
import { PERSON_FROM } from '#messaging/provider_events/mail_fact'
import { contextOfMessage } from '#messaging/queries/message_context'
import {
  eventsOfMessage,
  messageList,
  messageOrFail,
  type MessageRow,
  type MessageState,
} from '#messaging/queries/message_list'
import { contentOfMessage } from '#messaging/queries/message_rows'

export type Filters = { q: string | null; state: MessageState | null }

/** Props of the list: found by what an address begins with. */
export async function listProps(filters: Filters, cursor: string | undefined, staff: Staff) {
  const { rows, next, previous } = await messageList(
    { addressBegins: filters.q?.normalize('NFC').toLowerCase() || null, state: filters.state },
    { cursor, scope: 'admin:messages' }
  )
  return {
    messages: rows.map(asRow),
    next,
    previous,
    filters,
    endpoint: `${appUrl}/api/v1/messages`,
    can: { makeKeys: staff.can('api_keys:create') },
  }
}

const asRow = ({ id, state, address, name, subject, marks, error, createdAt }: MessageRow) => ({
  id,
  state,
  address,
  name,
  subject,
  error,
  marks: marksOf(marks),
  createdAt: createdAt.toISOString(),
})

/** Props of a message's page. Throws E_ROW_NOT_FOUND. */
export async function messageProps(id: string, staff: Staff) {
  const message = await messageOrFail(id)
  const [events, content, context] = await Promise.all([
    eventsOfMessage(id),
    contentOfMessage(id),
    contextOfMessage(id),
  ])
  return {
    message: {
      ...asRow(message),
      contactId: staff.can('contacts:read') ? message.contactId : null,
      replyTo: message.replyTo,
      attachments: message.attachments,
      metadata: message.metadata,
      attempts: message.attempts,
      reply: message.reply,
      messageId: message.messageId,
      sentAt: message.sentAt?.toISOString() ?? null,
      templateId: staff.can('templates:read') ? message.templateId : null,
      templateVersion: message.templateVersion,
      ...context,
    },
    events: events.map(({ kind, human, detail, happenedAt }) => ({
      kind,
      isHuman: human === null ? null : human >= PERSON_FROM,
      detail: wordsOf(detail),
      at: happenedAt.toISOString(),
    })),
    isKept: content !== null,
  }
}

/** What a provider said, in the word that tells people most. */
function wordsOf(detail: Record<string, unknown>): string | null {
  const said = ['reply', 'description', 'reason', 'url', 'agent', 'userAgent']
    .map((name) => detail[name])
    .find((value) => typeof value === 'string' && value !== '')
  return (said as string | undefined)?.slice(0, 500) ?? null
}
