import vine from '@vinejs/vine'
import { id } from '#crm/validators/shapes'

const name = () => vine.string().trim().minLength(1).maxLength(80)

export const segmentFiltersValidator = vine.create({
  q: vine.string().trim().maxLength(80).optional(),
  state: vine.enum(['present', 'archived'] as const).optional(),
})

export const newSegmentValidator = vine.create({
  kind: vine.enum(['dynamic', 'static'] as const).optional(),
})

/** What the definition means is checked where it is read. */
export const createSegmentValidator = vine.create({
  name: name(),
  kind: vine.enum(['dynamic', 'static'] as const),
  definition: vine.any().optional(),
})

export const updateSegmentValidator = vine.create({
  name: name(),
  definition: vine.any().optional(),
})

export const countSegmentValidator = vine.create({ definition: vine.any().optional() })

export const segmentPageValidator = vine.create({
  cursor: vine.string().maxLength(1000).optional(),
})

export const listedContactsValidator = vine.create({
  contactIds: vine.array(id()).minLength(1).maxLength(1000),
})
