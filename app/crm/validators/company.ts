import vine from '@vinejs/vine'
import { custom, id, place, text } from '#crm/validators/shapes'

const details = {
  domain: text(253),
  website: text(500),
  phone: text(40),
  industry: text(100),
  size: text(40),
  description: text(5000),
  externalId: text(200),
  ownerId: id().nullable().optional(),
  ...place,
  custom: custom(),
}
const name = () => vine.string().trim().minLength(1).maxLength(200)

export const createCompanyValidator = vine.create({ name: name(), ...details })
export const updateCompanyValidator = vine.create({ name: name().optional(), ...details })

export const companySuggestionValidator = vine.create({
  email: vine.string().trim().maxLength(254).optional(),
  domain: vine.string().trim().maxLength(500).optional(),
})
