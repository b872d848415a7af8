import vine from '@vinejs/vine'
import { MESSAGE_STATES } from '#messaging/queries/message_list'

export const messageFiltersValidator = vine.create({
  q: vine.string().trim().maxLength(254).optional(),
  state: vine.enum(MESSAGE_STATES).optional(),
  cursor: vine.string().maxLength(600).optional(),
})
