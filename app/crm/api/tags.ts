import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import vine from '@vinejs/vine'
import { endpoint, made, nothing, one, page } from '#core/api/endpoint'
import { InvalidRequest } from '#core/api/invalid_request'
import { pageParameters, shapeValidator } from '#core/api/parameters'
import { keysetPage } from '#core/http/keyset'
import { Tenant } from '#core/tenancy/tenant'
import TagCreated from '#crm/events/tag_created'
import TagDeleted from '#crm/events/tag_deleted'
import TagUpdated from '#crm/events/tag_updated'
import { fold, likeText } from '#crm/fold'
import Company from '#crm/models/company'
import Contact from '#crm/models/contact'
import Tag from '#crm/models/tag'
import { countTagged, putTags, takeTags, type TagRow } from '#crm/queries/tags'
import { colorOf, TAG_COLORS } from '#crm/tagging'
import { companyResource, contactResource, tagResource } from '#crm/api/resources'
import { recordTagged } from '#crm/api/tagged'
import { unlessTaken } from '#crm/api/taken'

const name = () => vine.string().trim().minLength(1).maxLength(60)
const color = () => vine.enum(TAG_COLORS).optional()
const group = 'Tags'

const refuseName = () => {
  throw new InvalidRequest([{ field: 'name', message: 'There is a tag of this name' }])
}

export const listTags = endpoint({
  name: 'tags.list',
  method: 'GET',
  path: '/tags',
  group,
  summary: 'List tags by name',
  scope: 'tags:read',
  query: vine.create({
    q: vine
      .string()
      .trim()
      .maxLength(60)
      .optional()
      .meta({ description: 'Names that contain this, whatever the case and accents.' }),
    ...pageParameters,
  }),
  answer: page(tagResource),
  async handle({ query: { q, cursor, limit } }) {
    const tags = Tag.query()
    if (q) tags.whereILike('nameNorm', `%${likeText(fold(q))}%`)
    return keysetPage(tags, {
      columns: [
        ['name_norm', 'asc'],
        ['id', 'asc'],
      ],
      cursor,
      perPage: limit,
      scope: `api:tags:${q ?? ''}`,
    })
  },
})

export const getTag = endpoint({
  name: 'tags.get',
  method: 'GET',
  path: '/tags/:id',
  group,
  summary: 'Get a tag',
  scope: 'tags:read',
  query: shapeValidator,
  answer: one(tagResource),
  handle: ({ params }) => Tag.query().where('id', params.id).firstOrFail(),
})

export const createTag = endpoint({
  name: 'tags.create',
  method: 'POST',
  path: '/tags',
  group,
  summary: 'Make a tag',
  scope: 'tags:create',
  query: shapeValidator,
  body: vine.create({ name: name(), color: color() }),
  answer: made(tagResource, '/tags'),
  async handle({ body, trx }) {
    const tag = await unlessTaken(
      trx,
      (inner) =>
        Tag.create({ name: body.name, color: body.color ?? colorOf(body.name) }, { client: inner }),
      refuseName
    )
    await TagCreated.record(
      { organizationId: Tenant.id(), subjectId: tag.id, payload: { name: tag.name } },
      trx
    )
    return tag
  },
})

export const updateTag = endpoint({
  name: 'tags.update',
  method: 'PATCH',
  path: '/tags/:id',
  group,
  summary: 'Change a tag',
  scope: 'tags:update',
  query: shapeValidator,
  body: vine.create({ name: name().optional(), color: color() }),
  answer: one(tagResource),
  async handle({ params, body, trx }) {
    const tag = await Tag.query({ client: trx }).where('id', params.id).forUpdate().firstOrFail()
    tag.merge(Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)))
    const fields = Object.keys(tag.$dirty)
    if (fields.length === 0) return tag
    await unlessTaken(trx, (inner) => tag.useTransaction(inner).save(), refuseName)
    tag.useTransaction(trx)
    await TagUpdated.record(
      { organizationId: Tenant.id(), subjectId: tag.id, payload: { name: tag.name, fields } },
      trx
    )
    return tag
  },
})

export const deleteTag = endpoint({
  name: 'tags.delete',
  method: 'DELETE',
  path: '/tags/:id',
  group,
  summary: 'Delete a tag',
  description: 'Contacts and companies lose it.',
  scope: 'tags:delete',
  answer: nothing(),
  async handle({ params, trx }) {
    const tag = await Tag.query({ client: trx }).where('id', params.id).forUpdate().firstOrFail()
    const worn = await countTagged(tag.id, trx)
    await tag.delete()
    await TagDeleted.record(
      { organizationId: Tenant.id(), subjectId: tag.id, payload: { name: tag.name, ...worn } },
      trx
    )
  },
})

const tagging = { path: '/contacts/:id/tags/:tag_id', group, scope: 'contacts:update' } as const

export const tagContact = endpoint({
  ...tagging,
  name: 'contacts.tag',
  method: 'PUT',
  summary: 'Put a tag on a contact',
  description: 'Nothing changes where it is on already.',
  query: shapeValidator,
  answer: one(contactResource),
  handle: ({ params, trx }) => change(params, trx, putTags, 'on'),
})

export const untagContact = endpoint({
  ...tagging,
  name: 'contacts.untag',
  method: 'DELETE',
  summary: 'Take a tag off a contact',
  description: 'Nothing changes where it is not on.',
  query: shapeValidator,
  answer: one(contactResource),
  handle: ({ params, trx }) => change(params, trx, takeTags, 'off'),
})

const wearing = {
  path: '/companies/:id/tags/:tag_id',
  group,
  scope: 'companies:update',
  query: shapeValidator,
  answer: one(companyResource),
} as const

export const tagCompany = endpoint({
  ...wearing,
  name: 'companies.tag',
  method: 'PUT',
  summary: 'Put a tag on a company',
  description: 'Nothing changes where it is on already.',
  async handle({ params, trx }) {
    const { company, tag } = await companyAndTag(params, trx)
    await company.tag([tag.name], trx)
    return company
  },
})

export const untagCompany = endpoint({
  ...wearing,
  name: 'companies.untag',
  method: 'DELETE',
  summary: 'Take a tag off a company',
  description: 'Nothing changes where it is not on.',
  isOwnTransaction: true,
  async handle({ params }) {
    const { company, tag } = await companyAndTag(params)
    await company.untag([tag.id])
    return company
  },
})

async function companyAndTag(params: Record<string, string>, client?: TransactionClientContract) {
  return {
    company: await Company.query({ client }).where('id', params.id).firstOrFail(),
    tag: await Tag.query({ client }).where('id', params.tag_id).firstOrFail(),
  }
}

async function change(
  params: Record<string, string>,
  trx: Parameters<typeof putTags>[3],
  act: typeof putTags,
  way: 'on' | 'off'
): Promise<Contact> {
  const contact = await Contact.query({ client: trx }).where('id', params.id).firstOrFail()
  const tag = await Tag.query({ client: trx }).where('id', params.tag_id).firstOrFail()
  const changed: TagRow[] = await act('contact', contact.id, [tag.id], trx)
  await recordTagged(
    way,
    changed.map((one) => ({ contactId: contact.id, tag: one })),
    trx
  )
  return contact
}
