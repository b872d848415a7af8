import vine from '@vinejs/vine'
import { CURRENCIES } from '#core/money/money'
import { email } from '#identity/validators/account'

const zones = Intl.supportedValuesOf('timeZone').concat('UTC')
/** Names below the install's domain that no organization gets: they look like the house itself, or are its machines. */
export const RESERVED_SLUGS = (
  'www admin api app mail static assets cdn status support help operator learn login logout signup ' +
  'account auth sso oauth billing pay payments checkout invoice security abuse postmaster root system ' +
  'smtp imap pop pop3 mx ns1 ns2 dns ftp sftp ssh vpn autoconfig autodiscover webmail webhooks live ' +
  'media files blog docs dev test staging preview demo sandbox internal localhost warren'
).split(' ')

export const LOCALES = ['en', 'de', 'fr', 'es', 'it', 'nl'] as const

const name = () => vine.string().trim().minLength(2).maxLength(80)
const slug = () =>
  vine
    .string()
    .trim()
    .toLowerCase()
    // Not "xn--": punycode could show the name of somebody else.
    .regex(/^(?!..--)[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$/)
    .notIn(RESERVED_SLUGS)

export const createOrganizationValidator = vine.create({
  name: name(),
  slug: slug(),
  currency: vine.enum(CURRENCIES),
  timeZone: vine.string().in(zones),
  locale: vine.enum(LOCALES).optional(),
})

export const updateOrganizationValidator = vine.create({
  name: name(),
  slug: slug(),
  tagline: vine.string().trim().maxLength(160).nullable(),
  brandColor: vine
    .string()
    .toLowerCase()
    .regex(/^#[0-9a-f]{6}$/),
  supportEmail: email().nullable(),
  logoFileId: vine.string().uuid().nullable().optional(),
  timeZone: vine.string().in(zones),
  currency: vine.enum(CURRENCIES),
  locale: vine.enum(LOCALES),
  country: vine
    .string()
    .toUpperCase()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .optional(),
})

export const invitationValidator = vine.create({
  email: email(),
  role: vine.string().maxLength(40),
})
export const roleValidator = vine.create({ role: vine.string().maxLength(40) })
export const hostValidator = vine.create({ host: vine.string().trim().maxLength(253) })
export const transferValidator = vine.create({ membershipId: vine.string().uuid() })

export const providerAccountValidator = vine.create({
  secretKey: vine
    .string()
    .trim()
    .regex(/^(sk|rk)_(test|live)_[A-Za-z0-9_]{4,250}$/),
  webhookSecret: vine
    .string()
    .trim()
    .regex(/^whsec_[A-Za-z0-9+/=_-]{4,250}$/),
})
