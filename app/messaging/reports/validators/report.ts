import vine from '@vinejs/vine'
import { TABLE_NAMES } from '#messaging/reports/report_tables'

/** A topic's id, or `all` for all marketing. */
const topic = vine.string().regex(/^(all|[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12})$/)
const domain = vine.string().trim().toLowerCase().maxLength(253)

export const cockpitValidator = vine.create({ days: vine.enum(['1', '7', '30']).optional() })

export const dmarcValidator = vine.create({
  days: vine.enum(['7', '30', '90']).optional(),
  domain: domain.clone().optional(),
})

export const audienceValidator = vine.create({
  days: vine.enum(['7', '30', '90', '365']).optional(),
  topic: topic.clone().optional(),
})

export const exportValidator = vine.create({
  table: vine.enum(TABLE_NAMES),
  days: vine.enum(['1', '7', '30', '90', '365']).optional(),
  topic: topic.clone().optional(),
  domain: domain.clone().optional(),
})

/** Packed: what it unpacks to has a limit of its own. */
export const dmarcUploadValidator = vine.create({
  files: vine
    .array(vine.file({ size: '10mb', extnames: ['xml', 'zip', 'gz'] }))
    .minLength(1)
    .maxLength(20),
})
