import vine from '@vinejs/vine'
import { LIFECYCLE } from '#crm/lifecycle'

const ZONES = [...Intl.supportedValuesOf('timeZone'), 'UTC']

const text = (max: number) => vine.string().trim().maxLength(max).nullable().optional()

/** Columns that a body may set; null empties one. */
const details = {
  first_name: text(100),
  last_name: text(100),
  job_title: text(150),
  external_id: text(200).meta({ description: 'Your own id of this person.' }),
  lifecycle: vine.enum(LIFECYCLE.map(({ value }) => value)).optional(),
  owner_id: vine
    .string()
    .uuid()
    .nullable()
    .optional()
    .meta({ description: 'User id of an active member.' }),
  locale: vine
    .string()
    .regex(/^[a-z]{2}$/)
    .nullable()
    .optional(),
  time_zone: vine
    .string()
    .maxLength(60)
    .in(ZONES)
    .nullable()
    .optional()
    .meta({
      enum: undefined,
      description: 'IANA name.',
      examples: ['Europe/Berlin'],
    }),
  street: text(200),
  city: text(100),
  region: text(100),
  postal_code: text(20),
  country: vine
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .optional()
    .meta({ description: 'ISO 3166 alpha-2.' }),
  custom: vine
    .object({})
    .allowUnknownProperties()
    .optional()
    .meta({ description: 'Values of custom fields by their key. Null empties one.' }),
}

const label = () => vine.string().trim().minLength(1).maxLength(40).optional()

const ways = {
  email: vine
    .string()
    .trim()
    .maxLength(254)
    .optional()
    .meta({ description: 'Becomes the primary address. Others stay.' }),
  phone: vine.string().trim().maxLength(40).optional().meta({
    description:
      'Becomes the primary number. Without a prefix it belongs to the organization’s country.',
  }),
  emails: vine
    .array(vine.object({ email: vine.string().trim().maxLength(254), label: label() }))
    .maxLength(20)
    .optional()
    .meta({ description: 'Further addresses. Each belongs to one contact alone.' }),
  phones: vine
    .array(vine.object({ phone: vine.string().trim().maxLength(40), label: label() }))
    .maxLength(20)
    .optional()
    .meta({ description: 'Further numbers.' }),
  tags: vine.array(vine.string().trim().minLength(1).maxLength(60)).maxLength(50).optional().meta({
    description:
      'Names of tags to put on. Missing ones are made, for which the key needs `tags:create`. Others stay.',
  }),
}

const source = vine
  .string()
  .trim()
  .regex(/^[a-z0-9_]{1,40}$/)
  .optional()
  .meta({ description: 'Where a new contact comes from; `api` by default. It never changes.' })

export const createContactBody = vine.create({ ...ways, source, ...details })
export const updateContactBody = vine.create({ ...ways, ...details })

export type ContactBody = Awaited<ReturnType<typeof createContactBody.validate>>
