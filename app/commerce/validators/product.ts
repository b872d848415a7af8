import vine from '@vinejs/vine'
import { CURRENCIES } from '#core/money/money'

export const REFUND_POLICIES = ['revoke', 'keep', 'period_end'] as const

export const createProductValidator = vine.create({
  name: vine.string().trim().minLength(1).maxLength(140),
})

export const updateProductValidator = vine.create({
  name: vine.string().trim().minLength(1).maxLength(140),
  slug: vine
    .string()
    .trim()
    .toLowerCase()
    .maxLength(80)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  description: vine.string().trim().maxLength(4000).nullable().optional(),
  isFree: vine.boolean(),
  accessDays: vine.number().withoutDecimals().range([1, 3650]).nullable().optional(),
  refundPolicy: vine.enum(REFUND_POLICIES),
  seatLimit: vine.number().withoutDecimals().range([0, 1_000_000]).nullable().optional(),
  prices: vine
    .array(
      vine.object({
        currency: vine.enum(CURRENCIES),
        amountMinor: vine.number().withoutDecimals().range([50, 100_000_000]),
      })
    )
    .distinct('currency')
    .maxLength(CURRENCIES.length),
  grants: vine
    .array(
      vine.object({
        subjectType: vine.string().maxLength(40),
        subjectId: vine.string().uuid(),
      })
    )
    .maxLength(50),
})

export const productFiltersValidator = vine.create({
  q: vine.string().trim().maxLength(100).optional(),
  status: vine.enum(['draft', 'published', 'archived']).optional(),
})
