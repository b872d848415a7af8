import vine from '@vinejs/vine'
import { CURRENCIES } from '#core/money/money'
import { COURSE_LIFECYCLE } from '#courses/models/course/lifecycle'
import { LONGEST_TEXT } from '#courses/rich_text'

const title = () => vine.string().trim().minLength(1).maxLength(140)
const slug = () =>
  vine
    .string()
    .trim()
    .toLowerCase()
    .maxLength(80)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)

export const courseFiltersValidator = vine.create({
  q: vine.string().trim().maxLength(100).optional(),
  status: vine.enum(Object.keys(COURSE_LIFECYCLE)).optional(),
})

export const createCourseValidator = vine.create({ title: title() })

export const updateCourseValidator = vine.create({
  title: title().optional(),
  slug: slug().optional(),
  subtitle: vine.string().trim().maxLength(240).nullable().optional(),
  descriptionHtml: vine.string().maxLength(LONGEST_TEXT).nullable().optional(),
  outcomes: vine.array(vine.string().trim().minLength(1).maxLength(200)).maxLength(20).optional(),
  coverFileId: vine.string().uuid().nullable().optional(),
  seoTitle: vine.string().trim().maxLength(120).nullable().optional(),
  seoDescription: vine.string().trim().maxLength(320).nullable().optional(),
})

export const pricingValidator = vine.create({
  isFree: vine.boolean(),
  seatLimit: vine.number().withoutDecimals().range([1, 1_000_000]).nullable().optional(),
  prices: vine
    .array(
      vine.object({
        currency: vine.enum(CURRENCIES),
        amountMinor: vine.number().withoutDecimals().range([50, 100_000_000]),
      })
    )
    .distinct('currency')
    .maxLength(CURRENCIES.length),
})

export const outlineValidator = vine.create({
  modules: vine
    .array(
      vine.object({
        id: vine.string().uuid(),
        lessons: vine.array(vine.string().uuid()).maxLength(1000),
      })
    )
    .maxLength(200),
})

export const moduleValidator = vine.create({ title: title() })

export const createLessonValidator = vine.create({ title: title(), moduleId: vine.string().uuid() })

export const updateLessonValidator = vine.create({
  title: title().optional(),
  slug: slug().optional(),
  bodyHtml: vine.string().maxLength(LONGEST_TEXT).nullable().optional(),
  vimeoLink: vine.string().trim().maxLength(2000).nullable().optional(),
  isPreview: vine.boolean().optional(),
  durationSeconds: vine.number().withoutDecimals().range([0, 86_400]).nullable().optional(),
})

export const renameAttachmentValidator = vine.create({
  name: vine.string().trim().minLength(1).maxLength(120),
})

export const enrolValidator = vine.create({
  email: vine.string().trim().email().maxLength(254),
  name: vine.string().trim().maxLength(120).nullable().optional(),
  reason: vine.string().trim().minLength(3).maxLength(200),
})
