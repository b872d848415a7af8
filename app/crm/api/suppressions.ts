import { DateTime } from 'luxon'
import vine from '@vinejs/vine'
import { endpoint, made, nothing, one, page } from '#core/api/endpoint'
import { moment } from '#core/api/moment'
import { pageParameters, shapeValidator } from '#core/api/parameters'
import { suppressionResource } from '#crm/api/consent_resources'
import { CHANNELS } from '#crm/consent'
import SuppressionEntry from '#crm/models/suppression_entry'
import { Suppression } from '#crm/suppression'
import { suppress, suppressionPage } from '#crm/suppression_list'

const group = 'Consent'

export const listSuppressions = endpoint({
  name: 'suppressions.list',
  method: 'GET',
  path: '/suppressions',
  group,
  summary: 'List addresses that are not written to, the newest first',
  scope: 'suppressions:read',
  query: vine.create({
    address: vine.string().trim().maxLength(254).optional().meta({
      description: 'The exact e-mail address, or number with its country code.',
    }),
    ...pageParameters,
  }),
  answer: page(suppressionResource),
  handle: ({ query: { address, cursor, limit = 25 } }) =>
    suppressionPage({ address, cursor, limit }),
})

export const getSuppression = endpoint({
  name: 'suppressions.get',
  method: 'GET',
  path: '/suppressions/:id',
  group,
  summary: 'Get a suppression',
  scope: 'suppressions:read',
  query: shapeValidator,
  answer: one(suppressionResource),
  handle: ({ params }) => SuppressionEntry.query().where('id', params.id).firstOrFail(),
})

export const addSuppression = endpoint({
  name: 'suppressions.create',
  method: 'POST',
  path: '/suppressions',
  group,
  summary: 'Suppress an address',
  description:
    'Nothing goes there any more, whoever has it. What is suppressed already is answered as it stands; its end moves out and never in.',
  scope: 'suppressions:create',
  query: shapeValidator,
  body: vine.create({
    channel: vine.enum(CHANNELS),
    address: vine.string().trim().maxLength(254).meta({
      description: 'An e-mail address, or a number with its country code.',
    }),
    scope: vine
      .enum(['all', 'marketing'] as const)
      .optional()
      .meta({ description: '`marketing` by default; `all` keeps receipts and log-in links back.' }),
    reason: vine
      .enum(['manual', 'unsubscribe', 'complaint', 'hard_bounce'] as const)
      .optional()
      .meta({ description: '`manual` by default.' }),
    note: vine
      .string()
      .trim()
      .minLength(3)
      .maxLength(500)
      .meta({ description: 'Why, for whoever reads the list.' }),
    expires_at: moment('Never, unless given.'),
  }),
  answer: made(suppressionResource, '/suppressions'),
  async handle({
    body: { scope = 'marketing', reason = 'manual', expires_at: until, ...given },
    trx,
  }) {
    const expiresAt = until ? DateTime.fromISO(until) : null
    const { entry } = await suppress({ ...given, scope, reason, expiresAt, source: 'api' }, trx)
    return entry
  },
})

export const liftSuppression = endpoint({
  name: 'suppressions.delete',
  method: 'DELETE',
  path: '/suppressions/:id',
  group,
  summary: 'Lift a suppression',
  description: 'The address may be written to again, as far as consent goes.',
  scope: 'suppressions:delete',
  query: vine.create({
    why: vine
      .string()
      .trim()
      .minLength(3)
      .maxLength(500)
      .meta({ description: 'Kept in the event log.' }),
  }),
  answer: nothing(),
  async handle({ params, query: { why }, trx }) {
    const entry = await SuppressionEntry.query({ client: trx }).where('id', params.id).firstOrFail()
    await Suppression.lift({ ids: [entry.id], why }, trx)
  },
})
