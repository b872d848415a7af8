import vine from '@vinejs/vine'
import { endpoint, made, one, page } from '#core/api/endpoint'
import { InvalidRequest } from '#core/api/invalid_request'
import { moment } from '#core/api/moment'
import { pageParameters, shapeValidator } from '#core/api/parameters'
import { messageBody, METADATA_KEY } from '#messaging/messages/message_body'
import { prepareMessage } from '#messaging/messages/prepare'
import { readAddress } from '#messaging/messages/recipient'
import { messageResource, toldMessageResource } from '#messaging/messages/resource'
import { sendLater } from '#messaging/messages/send'
import { MESSAGE_STATES, messageList, messageOrFail } from '#messaging/queries/message_list'

const group = 'Messages'

/** Attachments in Base64 are a third larger. */
export const MESSAGE_BODY_LIMIT = '16mb'

export const sendMessage = endpoint({
  name: 'messages.create',
  method: 'POST',
  path: '/messages',
  group,
  summary: 'Send a message to one person',
  description: [
    'A receipt, a reminder, a notice: a mail that somebody waits for. It is filled in at once, so that what is wrong with it is told here, and leaves a moment later by your accounts, before anything that goes to many.',
    'Send an `Idempotency-Key` with it, so that asking twice sends once.',
    'It goes to addresses that unsubscribed from marketing too: do not send marketing this way. An address that is suppressed for everything is refused with the code `E_ADDRESS_SUPPRESSED`.',
    'The whole request has 16 MB at most.',
  ].join('\n\n'),
  scope: 'messages:create',
  query: shapeValidator,
  body: messageBody,
  bodyLimit: MESSAGE_BODY_LIMIT,
  answer: {
    ...made(messageResource, '/messages'),
    status: 202,
    description: 'Taken. `Location` is where its state is told.',
  },
  problems: {
    422: 'the body is not valid, something that it names is not there, Liquid cannot fill it in, or the address is suppressed.',
  },
  prepare: ({ body }) => prepareMessage(body),
  async handle({ prepared, caller, trx }) {
    const id = await sendLater(prepared, caller.id, trx)
    return messageOrFail(id, trx)
  },
})

export const getMessage = endpoint({
  name: 'messages.get',
  method: 'GET',
  path: '/messages/:id',
  group,
  summary: 'Get a message, with what happened to it',
  scope: 'messages:read',
  query: shapeValidator,
  answer: one(toldMessageResource),
  handle: ({ params }) => messageOrFail(params.id),
})

export const listMessages = endpoint({
  name: 'messages.list',
  method: 'GET',
  path: '/messages',
  group,
  summary: 'List messages, the newest first',
  scope: 'messages:read',
  query: vine.create({
    to: vine.string().trim().maxLength(254).optional().meta({ description: 'The exact address.' }),
    state: vine.enum(MESSAGE_STATES).optional(),
    metadata: vine.string().maxLength(250).optional().meta({
      description: 'One entry of the metadata, as `key=value`.',
    }),
    since: moment('Asked for at this moment or later.'),
    ...pageParameters,
  }),
  answer: page(messageResource),
  handle: ({ query: { to, state, metadata, since, cursor, limit } }) =>
    messageList(
      {
        address: to ? readAddress('to', to) : null,
        state,
        metadata: metadata ? entryOf(metadata) : null,
        since,
      },
      { cursor, perPage: limit, scope: 'api:messages' }
    ),
})

function entryOf(text: string): { key: string; value: string } {
  const [key] = text.split('=', 1)
  if (key.length === text.length || !METADATA_KEY.test(key)) {
    throw new InvalidRequest([{ field: 'metadata', message: 'Write it as `key=value`' }])
  }
  return { key, value: text.slice(key.length + 1) }
}
