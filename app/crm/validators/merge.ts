import vine from '@vinejs/vine'
import { RULES } from '#crm/queries/merge_runs'

const text = (max: number) => vine.string().trim().maxLength(max).nullable().optional()

export const pageValidator = vine.create({ cursor: vine.string().maxLength(1000).optional() })

export const twoValidator = vine.create({
  a: vine.string().uuid(),
  b: vine.string().uuid(),
})

export const mergeValidator = vine.create({
  winnerId: vine.string().uuid(),
  loserId: vine.string().uuid(),
  fields: vine.record(vine.enum(['winner', 'loser'] as const)).optional(),
})

export const mergeRunValidator = vine.create({
  rule: vine.enum(RULES),
  keep: vine.enum(['oldest', 'fullest'] as const),
})

export const alikeValidator = vine.create({
  email: text(254),
  phone: text(40),
  firstName: text(100),
  lastName: text(100),
  company: text(200),
})
