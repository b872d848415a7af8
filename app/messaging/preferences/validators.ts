import vine from '@vinejs/vine'

/** What the button of a mail program sends (RFC 8058), and those of our pages; a body without either changes nothing. */
export const unsubscribeValidator = vine.create({
  'List-Unsubscribe': vine.string().maxLength(100).optional(),
  'act': vine.enum(['unsubscribe', 'everything', 'undo'] as const).optional(),
})

export const preferencesValidator = vine.create({
  act: vine.enum(['save', 'everything', 'undo', 'pause', 'resume'] as const),
  topics: vine.array(vine.string().uuid()).maxLength(500).optional(),
  all: vine.string().maxLength(10).optional(),
  days: vine.number().in([30, 90]).optional(),
  locale: vine.enum(['en', 'de', 'fr', 'es', 'it', 'nl']).optional(),
})

export const linkRequestValidator = vine.create({
  email: vine.string().trim().email().maxLength(254),
})
