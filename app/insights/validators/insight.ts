import vine from '@vinejs/vine'

export const overviewValidator = vine.create({ days: vine.enum(['7', '30', '90']).optional() })

export const eventFiltersValidator = vine.create({
  type: vine
    .string()
    .regex(/^[a-z_]+\.[a-z_]+$/)
    .optional(),
  actor: vine.string().uuid().optional(),
  from: vine
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
  to: vine
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
  cursor: vine.string().maxLength(1000).optional(),
})

export const searchValidator = vine.create({ q: vine.string().trim().minLength(2).maxLength(100) })
