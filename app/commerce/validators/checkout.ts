import vine from '@vinejs/vine'

export const checkoutValidator = vine.create({
  product_id: vine.string().uuid(),
  currency: vine.string().trim().fixedLength(3).optional(),
})

export const freeCheckoutValidator = vine.create({
  name: vine.string().trim().minLength(1).maxLength(120),
  email: vine.string().trim().email().maxLength(254),
})
