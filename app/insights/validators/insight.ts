import vine from '@vinejs/vine'
import { day } from '#core/http/day'
import { eventCatalogue } from '#core/events/domain_event'

export const overviewValidator = vine.create({ days: vine.enum(['7', '30', '90']).optional() })

export const eventFiltersValidator = vine.create({
  type: vine.enum(() => eventCatalogue.keys()).optional(),
  actor: vine.string().uuid().optional(),
  from: day().optional(),
  to: day().optional(),
  cursor: vine.string().maxLength(1000).optional(),
})

export const searchValidator = vine.create({ q: vine.string().trim().minLength(2).maxLength(100) })
