import vine from '@vinejs/vine'
import { endpoint, made, nothing, one, page } from '#core/api/endpoint'
import { pageParameters, shapeValidator } from '#core/api/parameters'
import Note from '#crm/models/note'
import { linksBody, targetParameters } from '#crm/api/links_body'
import { noteResource } from '#crm/api/work_resources'
import { searchNotesPage } from '#crm/queries/api/linked_search'

const group = 'Tasks and notes'
const body = () =>
  vine
    .string()
    .minLength(1)
    .maxLength(100_000)
    .meta({ description: 'Rich text in HTML; what is not allowed in it is taken out.' })
const find = (id: string) => Note.query().where('id', id).firstOrFail()

export const listNotes = endpoint({
  name: 'notes.list',
  method: 'GET',
  path: '/notes',
  group,
  summary: 'List notes, the newest first',
  scope: 'notes:read',
  query: vine.create({ ...targetParameters, ...pageParameters }),
  answer: page(noteResource),
  handle: ({ query }) => searchNotesPage(query),
})

export const getNote = endpoint({
  name: 'notes.get',
  method: 'GET',
  path: '/notes/:id',
  group,
  summary: 'Get a note',
  scope: 'notes:read',
  query: shapeValidator,
  answer: one(noteResource),
  handle: ({ params }) => find(params.id),
})

export const createNote = endpoint({
  name: 'notes.create',
  method: 'POST',
  path: '/notes',
  group,
  summary: 'Write a note',
  scope: 'notes:create',
  query: shapeValidator,
  body: vine.create({ body_html: body(), links: linksBody(1) }),
  answer: made(noteResource, '/notes'),
  async handle({ body: { body_html: bodyHtml, links }, trx }) {
    const { id } = await Note.write({ bodyHtml, links }, null, trx)
    return Note.query({ client: trx }).where('id', id).firstOrFail()
  },
})

export const updateNote = endpoint({
  name: 'notes.update',
  method: 'PATCH',
  path: '/notes/:id',
  group,
  summary: 'Change a note',
  scope: 'notes:update',
  query: shapeValidator,
  body: vine.create({ body_html: body().optional(), links: linksBody(1).optional() }),
  answer: one(noteResource),
  isOwnTransaction: true,
  async handle({ params, body: { body_html: bodyHtml, links } }) {
    await (await find(params.id)).revise({ bodyHtml, links }, null)
    return find(params.id)
  },
})

export const deleteNote = endpoint({
  name: 'notes.delete',
  method: 'DELETE',
  path: '/notes/:id',
  group,
  summary: 'Delete a note',
  scope: 'notes:delete',
  answer: nothing(),
  isOwnTransaction: true,
  async handle({ params }) {
    await (await find(params.id)).remove()
  },
})
