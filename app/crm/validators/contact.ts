import vine from '@vinejs/vine'
import { LIFECYCLE } from '#crm/lifecycle'
import { custom, id, label, place, text, TIME_ZONES } from '#crm/validators/shapes'
import { email } from '#identity/validators/account'

const lifecycle = () => vine.enum(LIFECYCLE.map(({ value }) => value))
const tagName = () => vine.string().trim().minLength(1).maxLength(60)

const whereabouts = {
  locale: vine
    .string()
    .regex(/^[a-z]{2}$/)
    .nullable()
    .optional(),
  timeZone: vine.string().in(TIME_ZONES).nullable().optional(),
  ...place,
}
/** Addresses beside the primary one. */
const further = (max: number) =>
  vine.array(vine.string().trim().minLength(1).maxLength(max)).maxLength(10).optional()

export const createContactValidator = vine.create({
  email: email().nullable().optional(),
  phone: text(40),
  emails: further(254),
  phones: further(40),
  firstName: text(100),
  lastName: text(100),
  jobTitle: text(120),
  lifecycle: lifecycle().optional(),
  ownerId: id().nullable().optional(),
  ...whereabouts,
  companyId: id().nullable().optional(),
  companyName: text(200),
  tags: vine.array(tagName()).maxLength(30).optional(),
  custom: custom(),
})

export const updateContactValidator = vine.create({
  firstName: text(100),
  lastName: text(100),
  jobTitle: text(120),
  lifecycle: lifecycle().optional(),
  ownerId: id().nullable().optional(),
  avatarFileId: id().nullable().optional(),
  externalId: text(200),
  ...whereabouts,
  custom: custom(),
})

export const createEmailValidator = vine.create({
  email: vine.string().trim().maxLength(254),
  label: label().optional(),
  isPrimary: vine.boolean().optional(),
})
export const updateEmailValidator = vine.create({
  email: vine.string().trim().maxLength(254).optional(),
  label: label().optional(),
  isPrimary: vine.boolean().optional(),
})
export const createPhoneValidator = vine.create({
  phone: vine.string().trim().maxLength(40),
  label: label().optional(),
  isPrimary: vine.boolean().optional(),
})
export const updatePhoneValidator = vine.create({
  phone: vine.string().trim().maxLength(40).optional(),
  label: label().optional(),
  isPrimary: vine.boolean().optional(),
})

export const joinCompanyValidator = vine.create({
  companyId: id().nullable().optional(),
  /** The name of a company that is made. */
  name: text(200),
  role: text(60),
  isPrimary: vine.boolean().optional(),
})
export const updateEmploymentValidator = vine.create({
  role: text(60),
  isPrimary: vine.boolean().optional(),
})

export const addTagsValidator = vine.create({
  names: vine.array(tagName()).minLength(1).maxLength(30),
})
