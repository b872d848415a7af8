import vine from '@vinejs/vine'
import { CURRENCIES } from '#core/money/money'
import { REFERENCE_ENTITIES } from '#crm/custom_values'
import { FIELD_ENTITIES, FIELD_TYPES } from '#crm/models/custom_field'
import { color, id, text } from '#crm/validators/shapes'

const options = () =>
  vine
    .array(
      vine.object({
        value: vine.string().maxLength(60).nullable().optional(),
        label: vine.string().trim().minLength(1).maxLength(80),
        color: color().nullable().optional(),
      })
    )
    .maxLength(200)
    .optional()

const details = {
  help: text(300),
  isRequired: vine.boolean().optional(),
  isSortable: vine.boolean().optional(),
  options: options(),
}
const name = () => vine.string().trim().minLength(1).maxLength(80)

export const createFieldValidator = vine.create({
  entity: vine.enum(FIELD_ENTITIES),
  type: vine.enum(FIELD_TYPES),
  label: name(),
  currency: vine.enum(CURRENCIES).nullable().optional(),
  reference: vine.enum(REFERENCE_ENTITIES).nullable().optional(),
  ...details,
})
export const updateFieldValidator = vine.create({ label: name().optional(), ...details })
export const fieldOrderValidator = vine.create({ ids: vine.array(id()).maxLength(200) })
