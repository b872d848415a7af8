import vine, { errors } from '@vinejs/vine'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { endpoint, object } from '#core/api/endpoint'
import type { Fault } from '#core/api/invalid_request'
import { CHECKED_ALONE, schemaOf, unknownFields } from '#core/api/json_schema'
import { as } from '#core/api/schemas'
import { pointerTo } from '#core/http/problem'
import { Refusal } from '#core/http/refusal'
import { MESSAGE_BODY_LIMIT } from '#messaging/messages/api'
import { messageBody } from '#messaging/messages/message_body'
import { prepareMessage, type PreparedMessage } from '#messaging/messages/prepare'
import { sendLater } from '#messaging/messages/send'

const MOST = 100
const rowSchema = schemaOf(messageBody)

const answer = as.object({
  queued: as.integer(),
  failed: as.integer(),
  results: as.list(
    {
      ...as.object({
        index: as.integer('Position in `messages`, from 0.'),
        status: as.oneOf(['queued', 'failed']),
        id: as.id('Of the message; not there where it failed.'),
        code: as.text('Where it failed for one reason: `E_ADDRESS_SUPPRESSED`.'),
        errors: as.list(
          as.object({ pointer: as.text('JSON pointer into this message.'), message: as.text() })
        ),
      }),
      required: ['index', 'status'],
    },
    'One for each message, in their order.'
  ),
})

type Failed = { faults: Fault[]; code?: string }
type Checked = PreparedMessage | Failed
type Result = { index: number; status: 'queued' | 'failed'; id?: string; code?: string }
type Summary = { queued: number; failed: number; results: Result[] }

export const sendMessages = endpoint({
  name: 'messages.batch',
  method: 'POST',
  path: '/messages/batch',
  group: 'Messages',
  summary: 'Send messages to many people, each its own',
  description:
    'Up to 100 at once, as `POST /messages` takes them. Those that are not valid fail alone, and say why; the others are sent. The whole request has 16 MB at most.',
  scope: 'messages:create',
  body: vine.create({
    messages: vine
      .array(vine.any())
      .minLength(1)
      .maxLength(MOST)
      .meta({ items: { ...rowSchema, [CHECKED_ALONE]: true } as never }),
  }),
  bodyLimit: MESSAGE_BODY_LIMIT,
  answer: object<Summary>('What became of each.', answer),
  prepare: async ({ body: { messages } }) => {
    const checked: Checked[] = []
    // One after the other: a hundred at once would take all connections.
    for (const message of messages) checked.push(await check(message))
    return checked
  },
  async handle({ prepared, caller, trx }) {
    const results: Result[] = []
    for (const [index, checked] of prepared.entries()) {
      const result = 'faults' in checked ? failed(checked) : await queue(checked, caller.id, trx)
      results.push({ index, ...result })
    }
    const queued = results.filter(({ status }) => status === 'queued').length
    return { queued, failed: results.length - queued, results }
  },
})

async function queue(message: PreparedMessage, keyId: string, trx: TransactionClientContract) {
  return { status: 'queued' as const, id: await sendLater(message, keyId, trx) }
}

function failed({ faults, code }: Failed) {
  const errors = faults.map(({ field, message }) => ({
    pointer: field ? pointerTo(field) : '',
    message,
  }))
  return { status: 'failed' as const, ...(code ? { code } : {}), errors }
}

/** One message by itself: what is wrong with it is its own affair. Nothing is written yet. */
async function check(message: unknown): Promise<Checked> {
  const faults = unknownFields(rowSchema, message)
  if (faults.length > 0) return { faults }
  try {
    return await prepareMessage(await messageBody.validate(message))
  } catch (error) {
    if (error instanceof Refusal) {
      return { faults: [{ field: error.field ?? '', message: error.message }], code: error.code }
    }
    if (error instanceof errors.E_VALIDATION_ERROR) return { faults: error.messages as Fault[] }
    throw error
  }
}
