import { ApiResource, field, loaded } from '#core/api/resource'
import { as } from '#core/api/schemas'
import { MARK, type SendMark } from '#messaging/ledger/states'
import { PERSON_FROM } from '#messaging/provider_events/mail_fact'
import {
  eventsOfMessage,
  MESSAGE_STATES,
  type MessageEvent,
  type MessageRow,
} from '#messaging/queries/message_list'

const NAMES = Object.keys(MARK) as SendMark[]
const named = (mark: SendMark) => mark.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** What became of a mail, as the API names it: `delivered`, `opened_by_person`. */
export const marksOf = (marks: number): string[] =>
  NAMES.filter((mark) => (marks & MARK[mark]) !== 0).map(named)

const attachment = as.object({
  name: as.text(),
  type: as.text(),
  size: as.integer('Bytes.'),
})

const fields = {
  id: field<MessageRow>(as.id(), (row) => row.id),
  state: field<MessageRow>(
    as.oneOf(
      MESSAGE_STATES,
      '`queued` also while it is tried again. `sent`: a mail server took it. `failed`: refused, or tried ten times. `cancelled`: the address was suppressed meanwhile.'
    ),
    (row) => row.state
  ),
  to: field<MessageRow>(
    as.object({ address: as.text(), name: as.nullable(as.text()) }),
    ({ address, name }) => ({ address, name })
  ),
  contact_id: field<MessageRow>(
    as.nullable(as.id('The contact who has the address.')),
    (row) => row.contactId
  ),
  subject: field<MessageRow>(as.text('Filled in.'), (row) => row.subject),
  from: field<MessageRow>(
    as.nullable(as.id('The sender that was asked for; null for the default one.')),
    (row) => row.senderId
  ),
  reply_to: field<MessageRow>(as.nullable(as.text()), (row) => row.replyTo),
  template_id: field<MessageRow>(as.nullable(as.id()), (row) => row.templateId),
  template_version: field<MessageRow>(as.nullable(as.integer()), (row) => row.templateVersion),
  attachments: field<MessageRow>(as.list(attachment), (row) => row.attachments),
  metadata: field<MessageRow>(
    { type: 'object', additionalProperties: { type: 'string' } },
    (row) => row.metadata
  ),
  attempts: field<MessageRow>(as.integer(), (row) => row.attempts),
  reply: field<MessageRow>(
    as.nullable(as.text('What the mail server or provider answered when it took the message.')),
    (row) => row.reply
  ),
  error: field<MessageRow>(
    as.nullable(as.text('Why it failed or was cancelled; while it is queued, why it was put off.')),
    (row) => row.error
  ),
  marks: field<MessageRow>(
    as.list(
      as.oneOf(NAMES.map(named)),
      'What was heard of it since: each once, in no order of time.'
    ),
    (row) => marksOf(row.marks)
  ),
  message_id: field<MessageRow>(as.text('Its Message-ID.'), (row) => row.messageId),
  created_at: field<MessageRow>(as.time(), (row) => row.createdAt),
  sent_at: field<MessageRow>(as.nullable(as.time()), (row) => row.sentAt),
}

export const messageResource = new ApiResource<MessageRow>(
  'Message',
  'A mail that a program asked for. What it says is kept until it left.',
  fields
)

const event = as.object({
  kind: as.text(
    '`accepted`, `delivered`, `deferred`, `bounced`, `blocked`, `complained`, `opened`, `clicked`, `unsubscribed`, `replied`, `auto_replied` or `failed`.'
  ),
  happened_at: as.time(),
  is_human: as.nullable(
    as.boolean('Opens and clicks: whether a person did it, and no program that looks at mails.')
  ),
  detail: as.map('What the provider says: SMTP reply, type of the bounce, user agent.'),
})

export const toldMessageResource = new ApiResource<MessageRow>(
  'MessageWithEvents',
  'A mail that a program asked for, with what happened to it.',
  {
    ...fields,
    events: loaded(as.list(event, 'In the order in which they happened.'), async (rows) => {
      const told = new Map<string, MessageEvent[]>()
      for (const { id } of rows) told.set(id, await eventsOfMessage(id))
      return ({ id }) => told.get(id)!.map(asEvent)
    }),
  }
)

function asEvent({ kind, human, detail, happenedAt }: MessageEvent) {
  return {
    kind,
    happened_at: happenedAt,
    is_human: human === null ? null : human >= PERSON_FROM,
    detail,
  }
}
