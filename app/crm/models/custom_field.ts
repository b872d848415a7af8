import { compose } from '@adonisjs/core/helpers'
import { CustomFieldSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'

export const FIELD_TYPES = [
  'text',
  'long_text',
  'number',
  'money',
  'date',
  'boolean',
  'select',
  'multi_select',
  'url',
  'reference',
] as const
export type FieldType = (typeof FIELD_TYPES)[number]

export const FIELD_ENTITIES = ['contact', 'company', 'deal'] as const
export type FieldEntity = (typeof FIELD_ENTITIES)[number]

export type FieldOption = { value: string; label: string; color?: string }

/** A field that an organization adds to its contacts, companies or deals. Its key never changes. */
export default class CustomField extends compose(CustomFieldSchema, Tenanted, WithId) {
  declare type: FieldType
  declare entity: FieldEntity
}
