import vine from '@vinejs/vine'
import { color, id } from '#crm/validators/shapes'

const name = () => vine.string().trim().minLength(1).maxLength(60)

export const createTagValidator = vine.create({ name: name() })
export const updateTagValidator = vine.create({
  name: name().optional(),
  color: color().optional(),
})
export const mergeTagValidator = vine.create({ intoId: id() })
