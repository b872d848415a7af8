import vine from '@vinejs/vine'
import { FORMATS } from '#crm/models/export'

/** The table of deals as its address has it, and what file it shall be. */
export const dealExportValidator = vine.create({
  format: vine.enum(FORMATS),
  q: vine.string().trim().maxLength(100).nullable().optional(),
  pipeline: vine.string().uuid().nullable().optional(),
  stage: vine.string().uuid().nullable().optional(),
  owner: vine.string().uuid().nullable().optional(),
  status: vine.enum(['open', 'won', 'lost']).nullable().optional(),
  rotting: vine.boolean().optional(),
  filter: vine.any().optional(),
  sort: vine.string().maxLength(120).nullable().optional(),
})
