import vine from '@vinejs/vine'
import { TARGET_TYPES } from '#crm/targets'

/** The records on which a task or a note hangs. */
export const linksBody = (atLeast: number) =>
  vine
    .array(vine.object({ type: vine.enum(TARGET_TYPES), id: vine.string().uuid() }))
    .minLength(atLeast)
    .maxLength(20)

/** Parameters that narrow a list down to one record. */
export const targetParameters = {
  contact: vine.string().uuid().optional().meta({ description: 'About this contact.' }),
  company: vine.string().uuid().optional().meta({ description: 'About this company.' }),
  deal: vine.string().uuid().optional().meta({ description: 'About this deal.' }),
}
