import vine from '@vinejs/vine'

export const portalLinkValidator = vine.create({
  email: vine.string().trim().email().maxLength(254),
})
