import vine from '@vinejs/vine'
import { BULK_KINDS } from '#crm/bulk/bulk_change'

/** Chosen records by `ids`, or all that `q` and `filter` find. */
export const bulkActionValidator = vine.create({
  entity: vine.enum(['contact', 'company'] as const),
  kind: vine.enum(BULK_KINDS),
  ids: vine.array(vine.string().uuid()).minLength(1).maxLength(5000).optional(),
  q: vine.string().trim().maxLength(100).nullable().optional(),
  filter: vine.any().optional(),
  tagIds: vine.array(vine.string().uuid()).maxLength(50).optional(),
  names: vine.array(vine.string().trim().minLength(1).maxLength(60)).maxLength(20).optional(),
  ownerId: vine.string().uuid().nullable().optional(),
  lifecycle: vine.string().maxLength(40).optional(),
  segmentId: vine.string().uuid().optional(),
  field: vine.string().maxLength(80).optional(),
  value: vine.any().optional(),
})
