import vine from '@vinejs/vine'
import { endpoint, page } from '#core/api/endpoint'
import { pageParameters } from '#core/api/parameters'
import { ApiResource, field } from '#core/api/resource'
import { as } from '#core/api/schemas'
import { keysetPage } from '#core/http/keyset'
import View from '#crm/models/view'

const { nullable } = as
const ENTITIES = ['contact', 'company'] as const

const viewResource = new ApiResource<View>('View', 'A list that is kept, and shared with all.', {
  id: field(as.id(), (view) => view.id),
  entity: field(as.oneOf(ENTITIES), (view) => view.entity),
  name: field(as.text(), (view) => view.name),
  q: field(nullable(as.text('Words that are searched for.')), (view) => view.q),
  filter: field(
    nullable(as.map('A tree of conditions, as the `filter` of contacts and companies takes it.')),
    (view) => view.filter
  ),
  sort: field(nullable(as.text('In the admin.')), (view) => view.sort),
  created_at: field(as.time(), (view) => view.createdAt.toISO()),
  updated_at: field(as.time(), (view) => view.updatedAt.toISO()),
})

export const listViews = endpoint({
  name: 'views.list',
  method: 'GET',
  path: '/views',
  group: 'Segments',
  summary: 'List saved views of contacts and companies',
  description: 'Those that are shared; what somebody keeps to herself is not told.',
  scope: 'contacts:read',
  alsoScopes: ['companies:read'],
  query: vine.create({ entity: vine.enum(ENTITIES).optional(), ...pageParameters }),
  answer: page(viewResource),
  handle({ query: { entity, cursor, limit } }) {
    const views = View.query().where('isShared', true)
    if (entity) views.where({ entity })
    return keysetPage(views, {
      columns: [
        ['created_at', 'desc'],
        ['id', 'desc'],
      ],
      cursor,
      perPage: limit,
      scope: `api:views:${entity ?? ''}`,
    })
  },
})
