import { DateTime } from 'luxon'
import vine from '@vinejs/vine'

const isDay = vine.createRule((value, _options, field) => {
  if (typeof value !== 'string' || !DateTime.fromFormat(value, 'yyyy-MM-dd').isValid) {
    field.report('Enter a day such as 2026-03-31', 'day', field)
  }
})

/** A day that the calendar has, as text: whose midnight it is depends on the organization. */
export const day = () => vine.string().use(isDay())
