import vine from '@vinejs/vine'
import { KINDS } from '#crm/imports/kinds/import_kind'
import { ENCODINGS } from '#crm/imports/reading/encoding'
import { MOST_COLUMNS } from '#crm/imports/reading/table_row'
import { MATCH_KEYS } from '#crm/imports/rules'
import { FIELD_TYPES } from '#crm/models/custom_field'
import { FORMATS } from '#crm/models/export'
import { color } from '#crm/validators/shapes'

/** What a file holds. */
export const importKindValidator = vine.create({ kind: vine.enum(KINDS).optional() })

export const readingValidator = vine.create({
  encoding: vine.enum(ENCODINGS).optional(),
  delimiter: vine.enum([',', ';', '\t', '|'] as const).optional(),
  hasHeader: vine.boolean().optional(),
})

export const mappingValidator = vine.create({
  mapping: vine.array(vine.string().maxLength(100).nullable()).maxLength(MOST_COLUMNS),
  rules: vine.object({
    mode: vine.enum(['both', 'create', 'update'] as const),
    matchBy: vine.enum(MATCH_KEYS),
    existing: vine.enum(['replace', 'keep'] as const),
    flawed: vine.enum(['leave_out', 'refuse'] as const),
    phoneCountry: vine
      .string()
      .regex(/^[A-Z]{2}$/)
      .nullable(),
    tags: vine.array(vine.string().trim().minLength(1).maxLength(60)).maxLength(20),
    list: vine
      .object({
        id: vine.string().uuid().nullable(),
        name: vine.string().trim().minLength(1).maxLength(80),
      })
      .nullable()
      .optional(),
    pipelineId: vine.string().uuid().nullable().optional(),
    agreement: vine
      .object({
        topicId: vine.string().uuid().nullable(),
        wording: vine.string().trim().minLength(5).maxLength(2000),
        document: vine.string().trim().minLength(3).maxLength(500),
      })
      .nullable()
      .optional(),
  }),
})

export const importFieldValidator = vine.create({
  label: vine.string().trim().minLength(1).maxLength(80),
  // What a reference points at cannot stand in a file.
  type: vine.enum(FIELD_TYPES.filter((type) => type !== 'reference')),
  options: vine
    .array(
      vine.object({
        label: vine.string().trim().minLength(1).maxLength(80),
        color: color().nullable().optional(),
      })
    )
    .maxLength(200)
    .optional(),
})

export const exportValidator = vine.create({
  entity: vine.enum(['contact', 'company'] as const),
  format: vine.enum(FORMATS),
  q: vine.string().trim().maxLength(200).nullable().optional(),
  filter: vine.any().optional(),
  sort: vine.string().maxLength(100).nullable().optional(),
  ids: vine.array(vine.string().uuid()).maxLength(10_000).nullable().optional(),
  columns: vine.array(vine.string().maxLength(100)).maxLength(100).nullable().optional(),
})
