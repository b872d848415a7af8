import vine from '@vinejs/vine'
import { all, endpoint, made, object, one } from '#core/api/endpoint'
import { shapeParameters, shapeValidator } from '#core/api/parameters'
import { readJson } from '#core/api/read_json'
import { ApiResource, field } from '#core/api/resource'
import { as } from '#core/api/schemas'
import { Refusal } from '#core/http/refusal'
import { makerOf } from '#crm/api/maker'
import { segmentResource } from '#crm/api/work_resources'
import { conditionsOf } from '#crm/conditions/catalogue'
import { type ConditionForm, formsOf } from '#crm/conditions/describe'
import Segment from '#crm/models/segment'

import { preview, type Preview } from '#crm/segment_counting'

const group = 'Segments'
const name = () => vine.string().trim().minLength(1).maxLength(80)
const TREE =
  'A tree of conditions, such as `{"all":[{"condition":"contact.city","operator":"is","value":"Bonn"}]}`; groups are `all`, `any` and `not`.'
const definition = () =>
  vine.object({}).allowUnknownProperties().optional().meta({ description: TREE })

const find = (id: string) => Segment.query().where('id', id).firstOrFail()

/** Of what other domains let a definition ask. */
const usefulScopes = [
  'contacts:read',
  'companies:read',
  'deals:read',
  'orders:read',
  'products:read',
  'courses:read',
  'enrolments:read',
  'mails:read',
]

/** Lists call their tree of conditions a filter. */
async function defining<T>(fn: () => Promise<T>): Promise<T> {
  try {
    return await fn()
  } catch (error) {
    if (!(error instanceof Refusal) || !/^filter\b/.test(error.field ?? '')) throw error
    const { message, code = 'E_BAD_CONDITION', status } = error
    throw new Refusal(message, {
      code,
      status,
      field: error.field!.replace('filter', 'definition'),
    })
  }
}

export const createSegment = endpoint({
  name: 'segments.create',
  method: 'POST',
  path: '/segments',
  group,
  summary: 'Make a segment or a list',
  description:
    'A dynamic one has a definition, and its members are gathered in the background: `count_state` says how far. A static one is a list that you put contacts on.',
  scope: 'segments:create',
  usefulScopes,
  query: shapeValidator,
  body: vine.create({
    name: name(),
    kind: vine.enum(['dynamic', 'static'] as const),
    definition: definition(),
  }),
  answer: made(segmentResource, '/segments'),
  async handle({ body, caller, trx }) {
    if (body.kind === 'dynamic' && !body.definition) {
      throw new Refusal('Say whom a dynamic segment is about', {
        code: 'E_BAD_CONDITION',
        field: 'definition',
      })
    }
    const { id } = await defining(() => Segment.define(body, makerOf(caller), trx))
    return Segment.query({ client: trx }).where('id', id).firstOrFail()
  },
})

export const updateSegment = endpoint({
  name: 'segments.update',
  method: 'PATCH',
  path: '/segments/:id',
  group,
  summary: 'Change a segment',
  description:
    'What is left out stays as it is. With another definition the members are gathered anew.',
  scope: 'segments:update',
  usefulScopes,
  query: shapeValidator,
  body: vine.create({ name: name().optional(), definition: definition() }),
  answer: one(segmentResource),
  isOwnTransaction: true,
  async handle({ params, body, caller }) {
    const segment = await find(params.id)
    const wish = { name: body.name ?? segment.name, definition: body.definition ?? segment.tree }
    await defining(() => segment.redefine(wish, makerOf(caller)))
    return find(segment.id)
  },
})

const archival = {
  path: '/segments/:id/archival',
  group,
  scope: 'segments:delete',
  query: shapeValidator,
  answer: one(segmentResource),
  isOwnTransaction: true,
} as const

export const archiveSegment = endpoint({
  ...archival,
  name: 'segments.archive',
  method: 'PUT',
  summary: 'Put a segment away',
  description: 'Nobody enters or leaves it any more.',
  problems: { 422: 'another segment asks for it.' },
  async handle({ params }) {
    await (await find(params.id)).archive()
    return find(params.id)
  },
})

export const restoreSegment = endpoint({
  ...archival,
  name: 'segments.restore',
  method: 'DELETE',
  summary: 'Take a segment back into use',
  description: 'Its members are gathered anew.',
  async handle({ params }) {
    const segment = await find(params.id)
    if (segment.isArchived) await segment.restore()
    return find(params.id)
  },
})

export const countSegment = endpoint({
  name: 'segments.count',
  method: 'GET',
  path: '/segments/count',
  group,
  summary: 'Count whom a definition fits',
  description:
    'Without making a segment. What would take longer than a moment is estimated from a sample, with its margin.',
  scope: 'segments:read',
  alsoScopes: ['contacts:read'],
  usefulScopes,
  query: vine.create({ definition: vine.string().maxLength(8000).meta({ description: TREE }) }),
  answer: object<ReturnType<typeof counted>>(
    'How many, and some of them.',
    as.object({
      summary: as.text('The definition in words.'),
      count: as.nullable(as.integer('Null when neither counting nor sampling ends in time.')),
      margin: as.nullable(as.integer('The truth is no further away with 95 percent certainty.')),
      is_exact: as.boolean(),
      sample: as.list(
        as.object({ id: as.id(), name: as.text(), email: as.nullable(as.text()) }),
        'Up to ten of them.'
      ),
    })
  ),
  async handle({ query, caller }) {
    const tree = readJson('definition', query.definition)
    return counted(await defining(() => preview(tree, makerOf(caller))))
  },
})

function counted({ summary, count, sample }: Preview) {
  return {
    summary,
    count: count?.count ?? null,
    margin: count?.margin ?? null,
    is_exact: count?.isExact ?? false,
    sample: (sample ?? []).map(({ id, name: called, email }) => ({ id, name: called, email })),
  }
}

const conditionResource = new ApiResource<ConditionForm>(
  'Condition',
  'Something that filters and definitions can ask.',
  {
    key: field(as.text('`condition` in a tree.'), (form) => form.key),
    label: field(as.text(), (form) => form.label),
    group: field(as.text('The heading under which the editor lists it.'), (form) => form.group),
    operators: field(
      as.list(
        as.object({
          key: as.text('`operator` in a tree.'),
          label: as.text(),
          value: as.map(
            'The shape of `value`: `kind` is `none`, `text`, `number`, `money`, `date`, `days`, `choice` (of `options`), `record` (ids) or `fields`; `many` takes a list.'
          ),
        })
      ),
      ({ operators }) =>
        operators
          .filter(({ isOld }) => !isOld)
          .map(({ key, label, value }) => ({ key, label, value }))
    ),
  }
)

export const listConditions = endpoint({
  name: 'segments.conditions',
  method: 'GET',
  path: '/conditions',
  group,
  summary: 'List what filters and definitions can ask',
  description: 'As far as the key’s scopes allow; your custom fields are among them.',
  scope: 'segments:read',
  usefulScopes,
  query: vine.create({
    entity: vine
      .enum(['contact', 'company', 'deal'] as const)
      .optional()
      .meta({ description: '`contact` by default.' }),
    ...shapeParameters,
  }),
  answer: all(conditionResource),
  async handle({ query: { entity = 'contact' }, caller }) {
    return formsOf(await conditionsOf(entity), (permission) => caller.can(permission))
  },
})
