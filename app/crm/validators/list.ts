import vine from '@vinejs/vine'

export const choicesValidator = vine.create({
  q: vine.string().trim().maxLength(100).optional(),
  ids: vine.array(vine.string().uuid()).maxLength(100).optional(),
})
