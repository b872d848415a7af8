import vine from '@vinejs/vine'
import { TAG_COLORS } from '#crm/tagging'

export const TIME_ZONES = Intl.supportedValuesOf('timeZone').concat('UTC')

/** A text that may be emptied with null. */
export const text = (max: number) => vine.string().trim().maxLength(max).nullable().optional()

export const country = () =>
  vine
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .optional()

export const id = () => vine.string().uuid()

export const color = () => vine.enum(TAG_COLORS)

/** Values of custom fields by key; castCustomValues() looks at each. */
export const custom = () => vine.object({}).allowUnknownProperties().optional()

export const place = {
  street: text(200),
  city: text(100),
  region: text(100),
  postalCode: text(20),
  country: country(),
}

/** What somebody calls an address: work, home, or a word of their own. */
export const label = () => vine.string().trim().minLength(1).maxLength(30)
