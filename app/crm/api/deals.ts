import vine from '@vinejs/vine'
import { all, endpoint, made, nothing, one, page } from '#core/api/endpoint'
import { pageParameters, shapeValidator } from '#core/api/parameters'
import { day } from '#core/http/day'
import { CURRENCIES } from '#core/money/money'
import { unlessTaken as unlessTakenElsewhere } from '#identity/taken'
import { InvalidRequest } from '#core/api/invalid_request'
import { readJson } from '#core/api/read_json'
import { DealFilter } from '#crm/deal_filter'
import { dealCustom } from '#crm/deal_fields'
import { DEAL_SORT_NAMES } from '#crm/deal_sorts'
import Deal from '#crm/models/deal'
import DealReason, { OUTCOMES } from '#crm/models/deal_reason'
import type { DealDetails } from '#crm/models/deal/revising'
import { livingPipeline, pipelinesOrFirst } from '#crm/pipelines'
import { dealReasonResource } from '#crm/api/deal_resources'
import { homeCurrency, homeTimeZone } from '#crm/api/home'
import { sortParameter } from '#crm/api/sort_parameter'
import { unlessTaken } from '#crm/api/taken'
import { dealResource, pipelineResource } from '#crm/api/work_resources'
import { searchDealsPage } from '#crm/queries/api/deal_search'

const group = 'Deals'
const uuid = () => vine.string().uuid()
const title = () => vine.string().trim().minLength(1).maxLength(200)

const details = {
  amount: vine
    .object({
      minor: vine
        .number()
        .withoutDecimals()
        .range([0, 9_000_000_000_000])
        .meta({ type: 'integer' }),
      currency: vine.enum(CURRENCIES),
    })
    .optional()
    .meta({ description: 'In the smallest unit of its currency.' }),
  contact_id: uuid().nullable().optional(),
  company_id: uuid().nullable().optional(),
  owner_id: uuid().nullable().optional().meta({ description: 'User id of an active member.' }),
  expected_close_on: day().nullable().optional().meta({ format: 'date' }),
  external_id: vine.string().trim().maxLength(200).nullable().optional(),
  custom: vine
    .object({})
    .allowUnknownProperties()
    .optional()
    .meta({ description: 'Values of custom fields by their key. Null empties one.' }),
}

const createBody = vine.create({ title: title(), stage_id: uuid(), ...details })
const updateBody = vine.create({
  title: title().optional(),
  stage_id: uuid().optional().meta({ description: 'Moves it there, on top of the others.' }),
  ...details,
})

const find = (id: string) => Deal.query().where('id', id).firstOrFail()

export const listPipelines = endpoint({
  name: 'pipelines.list',
  method: 'GET',
  path: '/pipelines',
  group,
  summary: 'List pipelines and their stages',
  scope: 'pipelines:read',
  query: shapeValidator,
  answer: all(pipelineResource),
  handle: () => pipelinesOrFirst(),
})

export const getPipeline = endpoint({
  name: 'pipelines.get',
  method: 'GET',
  path: '/pipelines/:id',
  group,
  summary: 'Get a pipeline and its stages',
  scope: 'pipelines:read',
  query: shapeValidator,
  answer: one(pipelineResource),
  handle: ({ params }) => livingPipeline(params.id),
})

export const listReasons = endpoint({
  name: 'deals.reasons',
  method: 'GET',
  path: '/deal-reasons',
  group,
  summary: 'List why deals are won or lost',
  scope: 'deals:read',
  query: shapeValidator,
  answer: all(dealReasonResource),
  handle: () => DealReason.query().whereNull('archivedAt').orderBy('position').orderBy('createdAt'),
})

export const listDeals = endpoint({
  name: 'deals.list',
  method: 'GET',
  path: '/deals',
  group,
  summary: 'List deals',
  description: 'Filters narrow down together. The newest come first unless `sort` says otherwise.',
  scope: 'deals:read',
  query: vine.create({
    q: vine
      .string()
      .trim()
      .maxLength(100)
      .optional()
      .meta({ description: 'Words of title, company or contact.' }),
    pipeline: uuid().optional(),
    stage: uuid().optional(),
    owner: uuid().optional().meta({ description: 'User id of a member.' }),
    contact: uuid().optional().meta({ description: 'Id of the primary contact.' }),
    company: uuid().optional(),
    status: vine.enum(['open', 'won', 'lost'] as const).optional(),
    external_id: vine.string().maxLength(200).optional(),
    filter: vine.string().maxLength(8000).optional().meta({
      description:
        'A tree of conditions as JSON: `{"all":[{"condition":"deals.amount","operator":"at_least","value":{"amount":50000,"currency":"EUR"}},{"condition":"custom.priority","operator":"any","value":["high"]}]}`. Groups are `all`, `any` and `not`; `GET /conditions?entity=deal` lists what can be asked.',
    }),
    sort: sortParameter(
      DEAL_SORT_NAMES,
      ' By `stage_entered_at` open deals come before closed ones.'
    ),
    ...pageParameters,
  }),
  answer: page(dealResource),
  async handle({ query: { filter: given, ...search }, caller }) {
    const tree = readJson('filter', given)
    const filter = await DealFilter.open(tree, caller, await homeTimeZone())
    return searchDealsPage({ ...search, filter })
  },
})

export const getDeal = endpoint({
  name: 'deals.get',
  method: 'GET',
  path: '/deals/:id',
  group,
  summary: 'Get a deal',
  scope: 'deals:read',
  query: shapeValidator,
  answer: one(dealResource),
  handle: ({ params }) => find(params.id),
})

export const createDeal = endpoint({
  name: 'deals.create',
  method: 'POST',
  path: '/deals',
  group,
  summary: 'Make a deal',
  description: 'It stands on top of its stage, and has to have what the stage requires.',
  scope: 'deals:create',
  query: shapeValidator,
  body: createBody,
  answer: made(dealResource, '/deals'),
  problems: { 409: 'the stage was taken away.' },
  async handle({ body, trx }) {
    const { stage_id: stageId, title: called, ...rest } = body
    const given = await detailsOf(rest)
    const currency = given.currency ?? (await homeCurrency())
    const { id } = await unlessTaken(
      trx,
      (inner) => Deal.begin(stageId, { ...given, title: called, currency }, 'api', inner),
      refuseExternalId
    )
    return Deal.query({ client: trx }).where('id', id).firstOrFail()
  },
})

export const updateDeal = endpoint({
  name: 'deals.update',
  method: 'PATCH',
  path: '/deals/:id',
  group,
  summary: 'Change or move a deal',
  description: 'What is left out stays as it is; null empties a field.',
  scope: 'deals:update',
  query: shapeValidator,
  body: updateBody,
  answer: one(dealResource),
  problems: { 409: 'a closed deal cannot be moved.' },
  isOwnTransaction: true,
  async handle({ params, body }) {
    const { stage_id: stageId, ...rest } = body
    const given = await detailsOf(rest)
    const deal = await find(params.id)
    await unlessTakenElsewhere(
      () => (stageId ? deal.moveTo(stageId, { details: given }) : deal.revise(given)),
      refuseExternalId
    )
    return find(deal.id)
  },
})

export const closeDeal = endpoint({
  name: 'deals.close',
  method: 'PUT',
  path: '/deals/:id/outcome',
  group,
  summary: 'Win or lose a deal',
  scope: 'deals:update',
  query: shapeValidator,
  body: vine.create({
    outcome: vine.enum(OUTCOMES),
    reason_id: uuid()
      .nullable()
      .optional()
      .meta({ description: 'Needed to lose a deal where the organization has reasons.' }),
    note: vine.string().trim().maxLength(1000).nullable().optional(),
  }),
  answer: one(dealResource),
  problems: { 409: 'it is closed already.' },
  isOwnTransaction: true,
  async handle({ params, body: { outcome, reason_id: reasonId, note } }) {
    await (await find(params.id)).close({ outcome, reasonId, note })
    return find(params.id)
  },
})

export const reopenDeal = endpoint({
  name: 'deals.reopen',
  method: 'DELETE',
  path: '/deals/:id/outcome',
  group,
  summary: 'Open a closed deal again',
  scope: 'deals:update',
  query: shapeValidator,
  answer: one(dealResource),
  isOwnTransaction: true,
  async handle({ params }) {
    await (await find(params.id)).reopen()
    return find(params.id)
  },
})

export const deleteDeal = endpoint({
  name: 'deals.delete',
  method: 'DELETE',
  path: '/deals/:id',
  group,
  summary: 'Delete a deal',
  scope: 'deals:delete',
  answer: nothing(),
  isOwnTransaction: true,
  async handle({ params }) {
    await (await find(params.id)).discard()
  },
})

type Body = Omit<Awaited<ReturnType<typeof updateBody.validate>>, 'stage_id'>

async function detailsOf({ amount, custom, ...body }: Body): Promise<DealDetails> {
  return {
    title: body.title,
    contactId: body.contact_id,
    companyId: body.company_id,
    ownerId: body.owner_id,
    expectedCloseOn: body.expected_close_on,
    externalId: body.external_id,
    ...(amount ? { amountMinor: amount.minor, currency: amount.currency } : {}),
    custom: await dealCustom(custom),
  }
}

function refuseExternalId(): never {
  throw new InvalidRequest([{ field: 'external_id', message: 'Another deal has this external id' }])
}
