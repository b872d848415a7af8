import vine from '@vinejs/vine'
import { OUTCOMES } from '#crm/models/deal_reason'

const uuid = () => vine.string().uuid()
const name = () => vine.string().trim().minLength(1).maxLength(60)

export const createPipelineValidator = vine.create({ name: name() })

export const updatePipelineValidator = vine.create({
  name: name(),
  stages: vine
    .array(
      vine.object({
        id: uuid().nullable().optional(),
        name: name(),
        probability: vine.number().withoutDecimals().range([0, 100]),
        rottingDays: vine.number().withoutDecimals().range([1, 3650]).nullable().optional(),
        requiredFields: vine
          .array(
            vine.string().regex(/^(amount|contact|company|owner|closeDate|custom\.[a-z0-9_]+)$/)
          )
          .distinct()
          .maxLength(30)
          .optional(),
      })
    )
    .minLength(1)
    .maxLength(30),
  /** For each stage that is taken away: the one to which its deals go. */
  movesTo: vine.record(uuid()).optional(),
})

export const pipelineOrderValidator = vine.create({
  ids: vine.array(uuid()).minLength(1).maxLength(100),
})

export const dealReasonsValidator = vine.create({
  reasons: vine
    .array(
      vine.object({
        id: uuid().nullable().optional(),
        outcome: vine.enum(OUTCOMES),
        label: vine.string().trim().minLength(1).maxLength(80),
      })
    )
    .maxLength(60),
})
