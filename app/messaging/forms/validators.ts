import vine from '@vinejs/vine'

export const createFormValidator = vine.create({
  name: vine.string().trim().minLength(1).maxLength(80),
})

export const updateFormValidator = vine.create({
  name: vine.string().trim().minLength(1).maxLength(80),
  slug: vine
    .string()
    .trim()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .maxLength(80),
  title: vine.string().trim().minLength(1).maxLength(120),
  intro: vine.string().trim().maxLength(1000).nullable().optional(),
  button: vine.string().trim().minLength(1).maxLength(40),
  wording: vine.string().trim().minLength(10).maxLength(2000),
  needsTick: vine.boolean(),
  thanks: vine.string().trim().maxLength(1000).nullable().optional(),
  // A path of the own site: two slashes would begin another host.
  redirectPath: vine
    .string()
    .trim()
    .regex(/^\/(?![/\\])[^\s\\]*$/)
    .maxLength(300)
    .nullable()
    .optional(),
  fields: vine
    .array(vine.object({ key: vine.string().maxLength(100), isRequired: vine.boolean() }))
    .maxLength(30),
  topicIds: vine.array(vine.string().uuid()).maxLength(50),
  letsChoose: vine.boolean(),
  asksConfirmation: vine.boolean(),
  tag: vine.string().trim().maxLength(60).nullable().optional(),
  segmentId: vine.string().uuid().nullable().optional(),
  color: vine
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/)
    .nullable()
    .optional(),
  isOpen: vine.boolean(),
})
