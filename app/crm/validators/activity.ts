import { DateTime } from 'luxon'
import vine from '@vinejs/vine'
import { day } from '#core/http/day'
import { LONGEST_TEXT } from '#core/rich_text'
import { TARGET_TYPES } from '#crm/targets'

const links = () =>
  vine.array(vine.object({ type: vine.enum(TARGET_TYPES), id: vine.string().uuid() })).maxLength(50)

const isPlannable = vine.createRule((value, _options, field) => {
  const year = DateTime.fromISO(String(value)).year
  if (!(year >= 2000 && year <= 2200)) field.report('Choose a day from 2000 on', 'plannable', field)
})

const repeat = () =>
  vine.object({
    every: vine.enum(['day', 'week', 'month', 'year'] as const),
    interval: vine.number().withoutDecimals().range([1, 99]),
    weekdays: vine
      .array(vine.number().withoutDecimals().range([1, 7]))
      .maxLength(7)
      .nullable()
      .optional(),
  })

const details = {
  description: vine.string().trim().maxLength(10_000).nullable().optional(),
  priority: vine.enum(['low', 'normal', 'high', 'urgent'] as const).optional(),
  assigneeId: vine.string().uuid().nullable().optional(),
  dueOn: day().use(isPlannable()).nullable().optional(),
  dueTime: vine
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .nullable()
    .optional(),
  remindBefore: vine.number().withoutDecimals().range([0, 40_320]).nullable().optional(),
  repeat: repeat().nullable().optional(),
  links: links().optional(),
}

const title = () => vine.string().trim().minLength(1).maxLength(300)

export const createTaskValidator = vine.create({ title: title(), ...details })
export const updateTaskValidator = vine.create({ title: title().optional(), ...details })

/** At most 200 at once: what a page shows, and more. */
export const completeTasksValidator = vine.create({
  ids: vine.array(vine.string().uuid()).minLength(1).maxLength(200).distinct(),
})

export const taskFiltersValidator = vine.create({
  view: vine.enum(['day', 'upcoming', 'done'] as const).optional(),
  assignee: vine
    .string()
    .regex(/^(me|all|nobody|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i)
    .optional(),
  cursor: vine.string().maxLength(1000).optional(),
  /** A task that is opened beside the list. */
  task: vine.string().uuid().optional(),
})

export const createNoteValidator = vine.create({
  bodyHtml: vine.string().maxLength(LONGEST_TEXT),
  links: links().minLength(1),
})
export const updateNoteValidator = vine.create({
  bodyHtml: vine.string().maxLength(LONGEST_TEXT).optional(),
  links: links().minLength(1).optional(),
})

export const timelineValidator = vine.create({
  group: vine
    .enum(['notes', 'tasks', 'deals', 'orders', 'learning', 'mails', 'profile'] as const)
    .optional(),
  cursor: vine.string().maxLength(1000).optional(),
})

export const recordChoicesValidator = vine.create({
  q: vine.string().trim().minLength(1).maxLength(100),
})
