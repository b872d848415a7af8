import vine from '@vinejs/vine'
import { IANAZone } from 'luxon'
import { normalizeEmail } from '#core/email_address'

const emailRule = vine.createRule((value, _, field) => {
  if (typeof value !== 'string') return
  try {
    normalizeEmail(value)
  } catch (error) {
    field.report((error as Error).message, 'email', field)
  }
})

/** An address that normalizeEmail() takes. */
export const email = () => vine.string().trim().maxLength(254).use(emailRule())
/** Long is better than odd: no rules of composition. */
export const password = () => vine.string().minLength(8).maxLength(256)

export const loginValidator = vine.create({
  email: vine.string().trim().maxLength(254),
  password: vine.string().maxLength(256),
  remember: vine.boolean().optional(),
})

export const signupValidator = vine.create({
  fullName: vine.string().trim().minLength(1).maxLength(120),
  email: email(),
  password: password(),
  // The browser says it, not the person: one that is not known here becomes UTC.
  timeZone: vine
    .string()
    .maxLength(60)
    .transform((zone) => (IANAZone.isValidZone(zone) ? zone : 'UTC'))
    .optional(),
})

export const emailOnlyValidator = vine.create({ email: email() })
export const newPasswordValidator = vine.create({ password: password() })

export const changePasswordValidator = vine.create({
  currentPassword: vine.string().maxLength(256),
  password: password(),
})

export const changeEmailValidator = vine.create({
  currentPassword: vine.string().maxLength(256),
  email: email(),
})

export const profileValidator = vine.create({
  fullName: vine.string().trim().minLength(1).maxLength(120),
  locale: vine.enum(['en', 'de', 'fr', 'es', 'it', 'nl']),
  timeZone: vine.string().in(Intl.supportedValuesOf('timeZone').concat('UTC')),
})

export const invitedSignupValidator = vine.create({
  fullName: vine.string().trim().minLength(1).maxLength(120),
  password: password(),
})
