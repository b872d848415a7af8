import vine from '@vinejs/vine'
import { endpoint, nothing, object, one, page } from '#core/api/endpoint'
import { pageParameters, shapeValidator } from '#core/api/parameters'
import { as } from '#core/api/schemas'
import { keysetPage } from '#core/http/keyset'
import Contact from '#crm/models/contact'
import Segment from '#crm/models/segment'
import { contactResource } from '#crm/api/resources'
import { segmentResource } from '#crm/api/work_resources'
import { searchMembersPage } from '#crm/queries/api/member_search'

const group = 'Segments'
const kind = () => vine.enum(['dynamic', 'static'] as const)
const find = (id: string) => Segment.query().where('id', id).whereNull('archivedAt').firstOrFail()

export const listSegments = endpoint({
  name: 'segments.list',
  method: 'GET',
  path: '/segments',
  group,
  summary: 'List segments by name',
  scope: 'segments:read',
  query: vine.create({
    kind: kind().optional(),
    state: vine
      .enum(['present', 'archived'] as const)
      .optional()
      .meta({ description: '`present` by default.' }),
    ...pageParameters,
  }),
  answer: page(segmentResource),
  handle({ query: { cursor, limit, kind: wanted, state = 'present' } }) {
    const segments = Segment.query()
    if (state === 'archived') segments.whereNotNull('archivedAt')
    else segments.whereNull('archivedAt')
    if (wanted) segments.where('kind', wanted)
    return keysetPage(segments, {
      columns: [
        ['name_norm', 'asc'],
        ['id', 'asc'],
      ],
      cursor,
      perPage: limit,
      scope: `api:segments:${wanted ?? ''}:${state}`,
    })
  },
})

export const getSegment = endpoint({
  name: 'segments.get',
  method: 'GET',
  path: '/segments/:id',
  group,
  summary: 'Get a segment',
  scope: 'segments:read',
  query: shapeValidator,
  answer: one(segmentResource),
  handle: ({ params }) => Segment.query().where('id', params.id).firstOrFail(),
})

export const listMembers = endpoint({
  name: 'segments.contacts',
  method: 'GET',
  path: '/segments/:id/contacts',
  group,
  summary: 'List the contacts of a segment',
  scope: 'segments:read',
  alsoScopes: ['contacts:read'],
  query: vine.create(pageParameters),
  answer: page(contactResource),
  async handle({ params, query }) {
    const segment = await find(params.id)
    return searchMembersPage(segment.id, query)
  },
})

export const addMembers = endpoint({
  name: 'segments.add',
  method: 'POST',
  path: '/segments/:id/contacts',
  group,
  summary: 'Put contacts on a list',
  description: 'Static segments alone: who is in a dynamic one follows from its conditions.',
  scope: 'segments:update',
  body: vine.create({
    contact_ids: vine
      .array(vine.string().uuid())
      .minLength(1)
      .maxLength(1000)
      .meta({ description: 'Up to 1,000. Those that are not there are passed over.' }),
  }),
  answer: object<{ added: number }>(
    'How many were not on it.',
    as.object({ added: as.integer('Contacts that were not on the list.') })
  ),
  async handle({ params, body, trx }) {
    const segment = await find(params.id)
    return { added: await segment.add(body.contact_ids, trx) }
  },
})

export const removeMember = endpoint({
  name: 'segments.remove',
  method: 'DELETE',
  path: '/segments/:id/contacts/:contact_id',
  group,
  summary: 'Take a contact off a list',
  scope: 'segments:update',
  answer: nothing(),
  async handle({ params, trx }) {
    const segment = await find(params.id)
    const contact = await Contact.query().where('id', params.contact_id).firstOrFail()
    await segment.remove([contact.id], trx)
  },
})
