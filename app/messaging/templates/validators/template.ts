import vine from '@vinejs/vine'
import { FONTS, LINK_KINDS } from '#messaging/templates/brand'
import { MOST_LINKS } from '#messaging/templates/check/ask_links'
import { FORMATS, KINDS, LONGEST_SOURCE } from '#messaging/templates/writing'
import { STARTERS } from '#messaging/templates/library/starters'

const name = () => vine.string().trim().minLength(1).maxLength(120)
const key = () =>
  vine
    .string()
    .trim()
    .toLowerCase()
    .maxLength(80)
    .regex(/^[a-z0-9]+([-_][a-z0-9]+)*$/)
const color = () =>
  vine
    .string()
    .trim()
    .regex(/^#[0-9a-fA-F]{6}$/)

/** What was written; the project of the visual editor is taken as it is and only given back to it. */
const writing = {
  subject: vine.string().maxLength(400).nullable(),
  preheader: vine.string().maxLength(400).nullable(),
  source: vine.string().maxLength(LONGEST_SOURCE).nullable(),
  project: vine.record(vine.any()).nullable().optional(),
  text: vine.string().maxLength(LONGEST_SOURCE).nullable().optional(),
}

export const templateFiltersValidator = vine.create({
  q: vine.string().trim().maxLength(80).optional(),
  show: vine.enum(['mails', 'blocks', 'archived'] as const).optional(),
  cursor: vine.string().maxLength(600).optional(),
})

export const newTemplatePageValidator = vine.create({ kind: vine.enum(KINDS).optional() })

export const createTemplateValidator = vine.create({
  name: name(),
  kind: vine.enum(KINDS).optional(),
  format: vine.enum(FORMATS),
  starter: vine.enum(Object.keys(STARTERS)).nullable().optional(),
})

export const updateTemplateValidator = vine.create({
  name: name().optional(),
  key: key().optional(),
})

export const draftValidator = vine.create({
  ...writing,
  revision: vine.number().withoutDecimals().min(0),
})

export const versionValidator = vine.create(writing)

export const previewValidator = vine.create({
  ...writing,
  contactId: vine.string().uuid().nullable().optional(),
})

export const linksValidator = vine.create({
  urls: vine.array(vine.string().maxLength(2048)).maxLength(MOST_LINKS),
})

export const readersValidator = vine.create({ q: vine.string().trim().maxLength(80).optional() })

export const testMailValidator = vine.create({
  to: vine
    .array(vine.string().trim().toLowerCase().email().maxLength(254))
    .minLength(1)
    .maxLength(5)
    .distinct(),
  contactId: vine.string().uuid().nullable().optional(),
})

export const brandValidator = vine.create({
  address: vine.string().trim().maxLength(300).nullable(),
  footer: vine.string().trim().maxLength(400).nullable(),
  font: vine.enum(Object.keys(FONTS)),
  background: color(),
  links: vine
    .array(
      vine.object({
        kind: vine.enum(LINK_KINDS),
        url: vine
          .string()
          .trim()
          .maxLength(500)
          .url({ protocols: ['https'], require_protocol: true }),
      })
    )
    .maxLength(8),
})
