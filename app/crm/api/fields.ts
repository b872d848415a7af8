import vine from '@vinejs/vine'
import { all, endpoint, made, one } from '#core/api/endpoint'
import { shapeParameters, shapeValidator } from '#core/api/parameters'
import { CURRENCIES } from '#core/money/money'
import { camelCased } from '#crm/api/company_body'
import { fieldResource } from '#crm/api/resources'
import { REFERENCE_ENTITIES } from '#crm/custom_values'
import IndexField from '#crm/jobs/index_field'
import CustomField, { FIELD_ENTITIES, FIELD_TYPES } from '#crm/models/custom_field'
import { TAG_COLORS } from '#crm/tagging'

const group = 'Custom fields'
const label = () => vine.string().trim().minLength(1).maxLength(80)

const details = {
  help: vine.string().trim().maxLength(300).nullable().optional(),
  is_required: vine.boolean({ strict: true }).optional(),
  is_sortable: vine.boolean({ strict: true }).optional().meta({
    description: 'Of text, URL, select and boolean: numbers, money and dates always are.',
  }),
  options: vine
    .array(
      vine.object({
        value: vine.string().maxLength(60).optional().meta({
          pattern: '^[a-z0-9_]{1,60}$',
          description:
            'What records keep and programs say; it never changes. Left out, a new choice gets one from its label.',
        }),
        label: vine.string().trim().minLength(1).maxLength(80),
        color: vine.enum(TAG_COLORS).optional(),
      })
    )
    .maxLength(200)
    .optional()
    .meta({ description: 'The choices of selects, all of them, in their order.' }),
}

const find = (id: string) => CustomField.query().where('id', id).firstOrFail()

export const listFields = endpoint({
  name: 'fields.list',
  method: 'GET',
  path: '/fields',
  group,
  summary: 'List custom fields',
  scope: 'fields:read',
  query: vine.create({
    entity: vine.enum(FIELD_ENTITIES).optional(),
    state: vine
      .enum(['present', 'archived'] as const)
      .optional()
      .meta({ description: '`present` by default.' }),
    ...shapeParameters,
  }),
  answer: all(fieldResource),
  async handle({ query: { entity, state } }) {
    const fields = CustomField.query()
    if (state === 'archived') fields.whereNotNull('archivedAt')
    else fields.whereNull('archivedAt')
    if (entity) fields.where('entity', entity)
    return fields.orderBy('entity').orderBy('position').orderBy('key')
  },
})

export const getField = endpoint({
  name: 'fields.get',
  method: 'GET',
  path: '/fields/:id',
  group,
  summary: 'Get a custom field',
  scope: 'fields:read',
  query: shapeValidator,
  answer: one(fieldResource),
  handle: ({ params }) => find(params.id),
})

export const createField = endpoint({
  name: 'fields.create',
  method: 'POST',
  path: '/fields',
  group,
  summary: 'Make a custom field',
  description: 'Its key is made from the label. Key, type and entity never change.',
  scope: 'fields:create',
  query: shapeValidator,
  body: vine.create({
    entity: vine.enum(FIELD_ENTITIES),
    type: vine.enum(FIELD_TYPES),
    label: label(),
    currency: vine.enum(CURRENCIES).optional().meta({ description: 'Of money: its one currency.' }),
    reference: vine
      .enum(REFERENCE_ENTITIES)
      .optional()
      .meta({ description: 'Of a reference: what it points at.' }),
    ...details,
  }),
  answer: made(fieldResource, '/fields'),
  handle: ({ body, trx }) => CustomField.define(camelCased(body), trx),
})

export const updateField = endpoint({
  name: 'fields.update',
  method: 'PATCH',
  path: '/fields/:id',
  group,
  summary: 'Change a custom field',
  description:
    'What is left out stays as it is. A choice that is left out of `options` is not offered any more; records that have it keep it.',
  scope: 'fields:update',
  query: shapeValidator,
  body: vine.create({ label: label().optional(), ...details }),
  answer: one(fieldResource),
  isOwnTransaction: true,
  async handle({ params, body }) {
    const field = await find(params.id)
    if (await field.revise(camelCased(body))) await IndexField.enqueue({ fieldId: field.id })
    return find(field.id)
  },
})

const archival = {
  path: '/fields/:id/archival',
  group,
  scope: 'fields:delete',
  query: shapeValidator,
  answer: one(fieldResource),
  isOwnTransaction: true,
} as const

export const archiveField = endpoint({
  ...archival,
  name: 'fields.archive',
  method: 'PUT',
  summary: 'Put a custom field away',
  description: 'It is offered nowhere any more. Its values stay, and come back with it.',
  async handle({ params }) {
    await (await find(params.id)).archive()
    return find(params.id)
  },
})

export const restoreField = endpoint({
  ...archival,
  name: 'fields.restore',
  method: 'DELETE',
  summary: 'Take a custom field back into use',
  async handle({ params }) {
    await (await find(params.id)).restore()
    return find(params.id)
  },
})
