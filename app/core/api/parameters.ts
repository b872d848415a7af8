import vine from '@vinejs/vine'

export const DEFAULT_LIMIT = 25
export const MAX_LIMIT = 100

const list = (description: string) =>
  vine.string().trim().maxLength(500).optional().meta({ description })

/** `fields=` and `expand=`: understood wherever records are answered. */
export const shapeParameters = {
  fields: list(
    'Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it.'
  ),
  expand: list('Comma-separated names of further fields to answer with.'),
}

/** Parameters of lists. */
export const pageParameters = {
  limit: vine
    .number()
    .withoutDecimals()
    .range([1, MAX_LIMIT])
    .optional()
    .meta({ type: 'integer', description: `Records on a page, ${DEFAULT_LIMIT} by default.` }),
  cursor: vine
    .string()
    .maxLength(1000)
    .optional()
    .meta({ description: '`page.next` or `page.previous` of an answer with the same filters.' }),
  ...shapeParameters,
}

/** What an endpoint without parameters of its own takes. */
export const shapeValidator = vine.create(shapeParameters)
export const pageValidator = vine.create(pageParameters)
