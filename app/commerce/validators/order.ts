import vine from '@vinejs/vine'
import { day } from '#core/http/day'

export const orderFiltersValidator = vine.create({
  q: vine.string().trim().maxLength(100).optional(),
  status: vine
    .enum(['pending', 'processing', 'paid', 'failed', 'expired', 'partially_refunded', 'refunded'])
    .optional(),
  product: vine.string().uuid().optional(),
  from: day().optional(),
  to: day().optional(),
  cursor: vine.string().maxLength(600).optional(),
})

export const refundValidator = vine.create({
  /** Minor units; all that is left, when not given. */
  amountMinor: vine.number().withoutDecimals().range([1, 100_000_000_000]).optional(),
  reason: vine.string().trim().minLength(2).maxLength(300),
})
