import vine from '@vinejs/vine'
import { type ApiCaller, requireScope } from '#core/api/caller'
import { endpoint, made, one, page } from '#core/api/endpoint'
import { InvalidRequest } from '#core/api/invalid_request'
import { pageParameters, shapeValidator } from '#core/api/parameters'
import { keysetPage } from '#core/http/keyset'
import { homeTimeZone } from '#crm/api/home'
import { exportResource } from '#crm/api/import_resources'
import { dealFields } from '#crm/deal_fields'
import { DealFilter } from '#crm/deal_filter'
import { dealSortNamed } from '#crm/deal_sorts'
import {
  type ExportAsker,
  type ExportRequest,
  planDealExport,
  planExport,
  putExport,
} from '#crm/exports/request_export'
import Export, { FORMATS } from '#crm/models/export'

const group = 'Imports and exports'
const scope = 'contacts:export'

const SCOPES = { company: 'companies:read', deal: 'deals:read' } as const
const usefulScopes = Object.values(SCOPES)

/** Those of programs, of what the key may read: what members export is their own. */
function ofPrograms(caller: ApiCaller) {
  const others = Object.entries(SCOPES).filter(([, needed]) => caller.can(needed))
  return Export.query()
    .whereNull('createdBy')
    .whereIn('entity', ['contact', ...others.map(([entity]) => entity)])
}

export const listExports = endpoint({
  name: 'exports.list',
  method: 'GET',
  path: '/exports',
  group,
  summary: 'List exports that programs asked for, the newest first',
  scope,
  usefulScopes,
  query: vine.create(pageParameters),
  answer: page(exportResource),
  handle: ({ query: { cursor, limit }, caller }) =>
    keysetPage<Export>(ofPrograms(caller), {
      columns: [
        ['created_at', 'desc'],
        ['id', 'desc'],
      ],
      cursor,
      perPage: limit,
      scope: 'api:exports',
    }),
})

export const getExport = endpoint({
  name: 'exports.get',
  method: 'GET',
  path: '/exports/:id',
  group,
  summary: 'Get an export',
  description: 'Ask again until it is `done`; then `download_url` is where its file is.',
  scope,
  usefulScopes,
  query: shapeValidator,
  answer: one(exportResource),
  handle: ({ params, caller }) => ofPrograms(caller).where('id', params.id).firstOrFail(),
})

/** What deals alone are narrowed down to, as in `GET /deals`. */
const ofDeals = {
  pipeline: vine.string().uuid().optional().meta({ description: 'Of deals: id of a pipeline.' }),
  stage: vine.string().uuid().optional().meta({ description: 'Of deals: id of a stage.' }),
  owner: vine.string().uuid().optional().meta({ description: 'Of deals: user id of a member.' }),
  status: vine
    .enum(['open', 'won', 'lost'] as const)
    .optional()
    .meta({ description: 'Of deals.' }),
  rotting: vine.boolean({ strict: true }).optional().meta({
    description: 'Of deals: only those that stand in their stage for longer than it allows.',
  }),
}

export const createExport = endpoint({
  name: 'exports.create',
  method: 'POST',
  path: '/exports',
  group,
  summary: 'Export contacts, companies or deals',
  description:
    'The file is written in the background. Cells that a spreadsheet would take for formulas are made safe.',
  scope,
  usefulScopes,
  query: shapeValidator,
  body: vine.create({
    entity: vine
      .enum(['contact', 'company', 'deal'] as const)
      .meta({ description: 'Companies need the scope `companies:read` too, deals `deals:read`.' }),
    format: vine.enum(FORMATS),
    q: vine.string().trim().maxLength(200).optional(),
    filter: vine
      .object({})
      .allowUnknownProperties()
      .optional()
      .meta({ description: 'A tree of conditions, as segments have them.' }),
    sort: vine
      .string()
      .maxLength(100)
      .optional()
      .meta({ description: '`name`, `-created_at`, `custom.score`: what the list is sorted by.' }),
    ids: vine
      .array(vine.string().uuid())
      .maxLength(10_000)
      .optional()
      .meta({ description: 'Only these of it; not of deals.' }),
    columns: vine.array(vine.string().maxLength(100)).maxLength(100).optional().meta({
      description:
        'In their order, such as `email` or `custom.score`; not of deals, whose file has all.',
    }),
    ...ofDeals,
  }),
  answer: made(exportResource, '/exports'),
  async prepare({ body: { entity, ...body }, caller }) {
    if (entity !== 'contact') requireScope(caller, SCOPES[entity])
    const asker = await askerOf(caller)
    if (entity === 'deal') return planDeals(body, asker)
    return planExport({ entity, ...refusing(body, Object.keys(ofDeals)) }, asker)
  },
  async handle({ prepared, trx }) {
    const { id } = await putExport(prepared, trx)
    return Export.query({ client: trx }).where('id', id).firstOrFail()
  },
})

async function askerOf(caller: ApiCaller) {
  return {
    can: (permission: string) => caller.can(permission),
    user: { id: null },
    organization: { timeZone: await homeTimeZone() },
  }
}

type DealWish = Omit<ExportRequest, 'entity'> & {
  pipeline?: string
  stage?: string
  owner?: string
  status?: string
  rotting?: boolean
}

async function planDeals(wish: DealWish, asker: ExportAsker) {
  const { format, q, pipeline, stage, owner, status, rotting, ...given } = refusing(wish, [
    'ids',
    'columns',
  ])
  const filter = await DealFilter.open(given.filter, asker, asker.organization.timeZone)
  const where = { pipelineId: pipeline, stageId: stage, ownerId: owner, status }
  const sort = dealSortNamed(given.sort ?? undefined, await dealFields()).name
  const filters = { q, ...where, isRotting: rotting, filter }
  return planDealExport({ format, filters, sort }, asker)
}

/** The wish, where it has nothing of these: to leave it out quietly would export something else. */
function refusing<Wish extends object>(wish: Wish, names: string[]): Wish {
  const given = names.filter((name) => wish[name as keyof Wish] !== undefined)
  if (given.length === 0) return wish
  throw new InvalidRequest(
    given.map((field) => ({ field, message: `"${field}" does not go with this entity` }))
  )
}
