import vine from '@vinejs/vine'
import { all, endpoint } from '#core/api/endpoint'
import { shapeParameters } from '#core/api/parameters'
import CustomField, { FIELD_ENTITIES } from '#crm/models/custom_field'
import { fieldResource } from '#crm/api/resources'

export const listFields = endpoint({
  name: 'fields.list',
  method: 'GET',
  path: '/fields',
  group: 'Custom fields',
  summary: 'List custom fields',
  scope: 'fields:read',
  query: vine.create({
    entity: vine.enum(FIELD_ENTITIES).optional(),
    ...shapeParameters,
  }),
  answer: all(fieldResource),
  async handle({ query }) {
    const fields = CustomField.query().whereNull('archivedAt')
    if (query.entity) fields.where('entity', query.entity)
    return fields.orderBy('entity').orderBy('position').orderBy('key')
  },
})
