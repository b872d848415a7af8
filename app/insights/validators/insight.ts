import { DateTime } from 'luxon'
import vine from '@vinejs/vine'

/** A day that the calendar has, as text: whose midnight it is depends on the organization. */
const isDay = vine.createRule((value, _options, field) => {
  if (typeof value !== 'string' || !DateTime.fromFormat(value, 'yyyy-MM-dd').isValid) {
    field.report('Enter a day such as 2026-03-31', 'day', field)
  }
})
const day = () => vine.string().use(isDay()).optional()

export const overviewValidator = vine.create({ days: vine.enum(['7', '30', '90']).optional() })

export const eventFiltersValidator = vine.create({
  type: vine
    .string()
    .regex(/^[a-z_]+\.[a-z_]+$/)
    .optional(),
  actor: vine.string().uuid().optional(),
  from: day(),
  to: day(),
  cursor: vine.string().maxLength(1000).optional(),
})

export const searchValidator = vine.create({ q: vine.string().trim().minLength(2).maxLength(100) })
