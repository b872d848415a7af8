import vine from '@vinejs/vine'
import { email } from '#identity/validators/account'

const text = (max: number) => vine.string().trim().maxLength(max).nullable().optional()

export const contactFiltersValidator = vine.create({
  q: vine.string().trim().maxLength(100).optional(),
  source: vine.string().maxLength(60).optional(),
  cursor: vine.string().maxLength(1000).optional(),
})

export const createContactValidator = vine.create({
  email: email(),
  firstName: text(100),
  lastName: text(100),
})

export const updateContactValidator = vine.create({
  firstName: text(100),
  lastName: text(100),
  phone: vine
    .string()
    .trim()
    .maxLength(40)
    .regex(/^[+()\d\s./-]*$/)
    .nullable()
    .optional(),
  locale: vine
    .string()
    .regex(/^[a-z]{2}$/)
    .nullable()
    .optional(),
  country: vine
    .string()
    .toUpperCase()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .optional(),
})
