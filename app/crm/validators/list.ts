import vine from '@vinejs/vine'

export const choicesValidator = vine.create({
  q: vine.string().trim().maxLength(100).optional(),
  ids: vine.array(vine.string().uuid()).maxLength(100).optional(),
})

/** A value that came as JSON text. What it means is checked where it is used. */
export const json = (max: number) =>
  vine
    .string()
    .maxLength(max)
    .transform((text): unknown => {
      try {
        return JSON.parse(text) as unknown
      } catch {
        return { broken: true }
      }
    })

/** The address of a list. What is not there is as the view has it. */
export const listValidator = vine.create({
  q: vine.string().trim().maxLength(100).nullable().optional(),
  filter: json(20_000).nullable().optional(),
  sort: vine.string().maxLength(80).optional(),
  columns: vine.string().maxLength(3000).optional(),
  view: vine.string().maxLength(36).optional(),
  cursor: vine.string().maxLength(2000).optional(),
})

const entity = () => vine.enum(['contact', 'company'] as const)
const state = {
  q: vine.string().trim().maxLength(100).nullable().optional(),
  filter: vine.any().optional(),
  sort: vine.string().maxLength(80).nullable().optional(),
  columns: vine.array(vine.string().maxLength(80)).maxLength(60).nullable().optional(),
}

export const createViewValidator = vine.create({
  entity: entity(),
  name: vine.string().trim().minLength(1).maxLength(60),
  isShared: vine.boolean().optional(),
  ...state,
})

export const updateViewValidator = vine.create({
  name: vine.string().trim().minLength(1).maxLength(60).optional(),
  isShared: vine.boolean().optional(),
  ...state,
})

export const defaultViewValidator = vine.create({
  entity: entity(),
  viewId: vine.string().uuid().nullable(),
})

export const cellValidator = vine.create({ value: vine.any().optional() })

export const deletedListValidator = vine.create({
  q: vine.string().trim().maxLength(100).nullable().optional(),
  cursor: vine.string().maxLength(2000).optional(),
})

export const restorationsValidator = vine.create({
  ids: vine.array(vine.string().uuid()).minLength(1).maxLength(500),
})
