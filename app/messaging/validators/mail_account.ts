import vine from '@vinejs/vine'
import { PROVIDERS } from '#messaging/accounts/providers'

const text = () => vine.string().trim().maxLength(2000)
const label = () => vine.string().trim().minLength(1).maxLength(60)
const limit = (max: number) => vine.number().withoutDecimals().min(1).max(max).nullable()

/** What of settings and secrets a provider asks for is checked by the account itself. */
export const connectMailAccountValidator = vine.create({
  provider: vine.enum(PROVIDERS),
  label: label(),
  settings: vine.record(text().nullable()).optional(),
  secrets: vine.record(text().nullable()),
})

export const updateMailAccountValidator = vine.create({
  label: label(),
  settings: vine.record(text().nullable()).optional(),
  takesMarketing: vine.boolean(),
  takesTransactional: vine.boolean(),
  maxConnections: vine.number().withoutDecimals().min(1).max(100),
  perSecond: limit(100_000),
  perDay: limit(100_000_000),
  bounceLimit: vine.number().min(0.005).max(0.5),
  complaintLimit: vine.number().min(0.0005).max(0.05),
})

export const mailSecretsValidator = vine.create({ secrets: vine.record(text().nullable()) })

export const mailAccountStateValidator = vine.create({
  state: vine.enum(['active', 'paused', 'disabled']),
})

export const mailAccountOrderValidator = vine.create({
  ids: vine.array(vine.string().uuid()).minLength(1).maxLength(200),
})
