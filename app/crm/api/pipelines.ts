import vine from '@vinejs/vine'
import { endpoint, made, nothing, one } from '#core/api/endpoint'
import { shapeValidator } from '#core/api/parameters'
import { pipelineResource } from '#crm/api/work_resources'
import {
  addPipeline,
  archivePipeline as archive,
  livingPipeline,
  revisePipeline,
} from '#crm/pipelines'

const group = 'Deals'
const name = () => vine.string().trim().minLength(1).maxLength(60)
const whole = (from: number, to: number) =>
  vine.number().withoutDecimals().range([from, to]).meta({ type: 'integer' })

export const createPipeline = endpoint({
  name: 'pipelines.create',
  method: 'POST',
  path: '/pipelines',
  group,
  summary: 'Make a pipeline',
  description: 'With the usual stages to begin from.',
  scope: 'pipelines:create',
  query: shapeValidator,
  body: vine.create({ name: name() }),
  answer: made(pipelineResource, '/pipelines'),
  async handle({ body, trx }) {
    const { id } = await addPipeline(body.name, trx)
    return livingPipeline(id, trx)
  },
})

export const setPipeline = endpoint({
  name: 'pipelines.set',
  method: 'PUT',
  path: '/pipelines/:id',
  group,
  summary: 'Set name and stages of a pipeline',
  description:
    'All stages in their order. One with an `id` is changed, one without is made, and one that is left out goes; `moves_to` says where its deals go.',
  scope: 'pipelines:update',
  query: shapeValidator,
  body: vine.create({
    name: name(),
    stages: vine
      .array(
        vine.object({
          id: vine.string().uuid().nullable().optional(),
          name: name(),
          probability: whole(0, 100),
          rotting_days: vine
            .number()
            .withoutDecimals()
            .range([1, 3650])
            .nullable()
            .optional()
            .meta({ type: ['integer', 'null'] }),
          required_fields: vine
            .array(
              vine.string().regex(/^(amount|contact|company|owner|closeDate|custom\.[a-z0-9_]+)$/)
            )
            .distinct()
            .maxLength(30)
            .optional()
            .meta({
              description:
                'What a deal needs to stand here: `amount`, `contact`, `company`, `owner`, `closeDate`, `custom.<key>`.',
            }),
        })
      )
      .minLength(1)
      .maxLength(30),
    moves_to: vine.record(vine.string().uuid()).optional().meta({
      description: 'By the id of a stage that goes: the id of the one that takes its deals.',
    }),
  }),
  answer: one(pipelineResource),
  problems: { 409: 'a stage that goes has deals, or the stages were changed meanwhile.' },
  isOwnTransaction: true,
  async handle({ params, body }) {
    const { id } = await livingPipeline(params.id)
    const stages = body.stages.map(
      ({ rotting_days: rottingDays, required_fields: requiredFields, ...stage }) => ({
        ...stage,
        rottingDays,
        requiredFields,
      })
    )
    await revisePipeline(id, { name: body.name, stages, movesTo: body.moves_to })
    return livingPipeline(id)
  },
})

export const archivePipeline = endpoint({
  name: 'pipelines.archive',
  method: 'DELETE',
  path: '/pipelines/:id',
  group,
  summary: 'Put a pipeline away',
  scope: 'pipelines:delete',
  answer: nothing(),
  problems: { 409: 'it is the last one, or open deals stand in it.' },
  isOwnTransaction: true,
  async handle({ params }) {
    await archive((await livingPipeline(params.id)).id)
  },
})
