import vine from '@vinejs/vine'
import { all, endpoint, made, one } from '#core/api/endpoint'
import { shapeValidator } from '#core/api/parameters'
import { topicResource } from '#crm/api/consent_resources'
import Topic from '#crm/models/topic'
import { beginTopic, reviseTopic } from '#crm/topics'

const group = 'Consent'
const name = () => vine.string().trim().minLength(1).maxLength(80)

const details = {
  description: vine.string().trim().maxLength(500).nullable().optional(),
  double_opt_in: vine
    .boolean({ strict: true })
    .optional()
    .meta({ description: 'Whether a consent is confirmed by mail; not by default.' }),
  is_default: vine
    .boolean({ strict: true })
    .optional()
    .meta({ description: 'Whether consent to all marketing covers it; not by default.' }),
  tracks_opens: vine
    .boolean({ strict: true })
    .optional()
    .meta({ description: 'Whether it is known who opens its mails; by default.' }),
  tracks_clicks: vine
    .boolean({ strict: true })
    .optional()
    .meta({ description: 'Whether it is known who follows links in its mails; by default.' }),
}

export const listTopics = endpoint({
  name: 'topics.list',
  method: 'GET',
  path: '/topics',
  group,
  summary: 'List what people can agree to hear about',
  scope: 'topics:read',
  query: shapeValidator,
  answer: all(topicResource),
  handle: () => Topic.query().whereNull('archivedAt').orderBy('name'),
})

export const getTopic = endpoint({
  name: 'topics.get',
  method: 'GET',
  path: '/topics/:id',
  group,
  summary: 'Get a topic',
  scope: 'topics:read',
  query: shapeValidator,
  answer: one(topicResource),
  handle: ({ params }) => Topic.query().where('id', params.id).firstOrFail(),
})

export const createTopic = endpoint({
  name: 'topics.create',
  method: 'POST',
  path: '/topics',
  group,
  summary: 'Make a topic',
  description: 'Its key is made from the name, and never changes.',
  scope: 'topics:create',
  query: shapeValidator,
  body: vine.create({ name: name(), ...details }),
  answer: made(topicResource, '/topics'),
  async handle({ body, trx }) {
    const { name: called, description } = body
    const { id } = await beginTopic(
      {
        ...{ name: called, description },
        doubleOptIn: body.double_opt_in ?? false,
        isDefault: body.is_default ?? false,
        tracksOpens: body.tracks_opens ?? true,
        tracksClicks: body.tracks_clicks ?? true,
      },
      trx
    )
    return Topic.query({ client: trx }).where('id', id).firstOrFail()
  },
})

export const updateTopic = endpoint({
  name: 'topics.update',
  method: 'PATCH',
  path: '/topics/:id',
  group,
  summary: 'Change a topic, or put it away',
  description: 'What is left out stays as it is. What people said about it stays in the ledger.',
  scope: 'topics:update',
  query: shapeValidator,
  body: vine.create({
    name: name().optional(),
    ...details,
    is_archived: vine.boolean({ strict: true }).optional(),
  }),
  answer: one(topicResource),
  isOwnTransaction: true,
  async handle({ params, body }) {
    const topic = await Topic.query().where('id', params.id).firstOrFail()
    await reviseTopic(topic, {
      name: body.name ?? topic.name,
      description: body.description === undefined ? topic.description : body.description,
      doubleOptIn: body.double_opt_in ?? topic.doubleOptIn,
      isDefault: body.is_default ?? topic.isDefault,
      tracksOpens: body.tracks_opens ?? topic.tracksOpens,
      tracksClicks: body.tracks_clicks ?? topic.tracksClicks,
      isArchived: body.is_archived,
    })
    return Topic.query().where('id', topic.id).firstOrFail()
  },
})
