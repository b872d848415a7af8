import vine from '@vinejs/vine'

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$/

/** A moment of a query or a body, ISO 8601 with its offset. */
export function moment(description: string) {
  return vine
    .string()
    .regex(ISO)
    .optional()
    .meta({ format: 'date-time', pattern: undefined, description })
}
