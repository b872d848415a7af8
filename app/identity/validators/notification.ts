import vine from '@vinejs/vine'

export const listNotificationsValidator = vine.create({
  cursor: vine.string().maxLength(2000).optional(),
  per_page: vine.number().range([1, 100]).optional(),
})

export const notificationFiltersValidator = vine.create({
  cursor: vine.string().maxLength(2000).optional(),
})

export const readNotificationsValidator = vine.create({
  id: vine.string().uuid().optional(),
})

export const notificationPreferencesValidator = vine.create({
  preferences: vine
    .array(
      vine.object({
        kind: vine.string().maxLength(100),
        inApp: vine.boolean(),
        email: vine.boolean(),
      })
    )
    .maxLength(200),
})
